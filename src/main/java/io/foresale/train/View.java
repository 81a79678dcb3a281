package io.foresale.train;

import io.foresale.model.Examples;
import io.foresale.model.Examples.Feature;

/** Which columns a model may see; comparing views shows what text is worth. */
public enum View {
    BEHAVIOUR("behaviour only"),
    TEXT("text only"),
    FUSED("fused");

    private final String title;

    View(String title) {
        this.title = title;
    }

    public String title() {
        return title;
    }

    /** The columns that this view shows. */
    Examples of(Examples examples) {
        return new Examples(
                examples.rows(),
                examples.features().stream().filter(this::shows).toList());
    }

    private boolean shows(Feature feature) {
        return switch (this) {
            case BEHAVIOUR -> !feature.ofText();
            case TEXT -> feature.ofText();
            case FUSED -> true;
        };
    }
}
