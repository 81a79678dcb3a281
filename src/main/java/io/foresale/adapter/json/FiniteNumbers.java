package io.foresale.adapter.json;

import com.fasterxml.jackson.core.JsonGenerationException;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.JsonGeneratorDelegate;
import java.io.IOException;

/** Refuses NaN and infinity, for which JSON has no words: a document with them could not be read again. */
final class FiniteNumbers extends JsonGeneratorDelegate {

    FiniteNumbers(JsonGenerator json) {
        super(json, false);
    }

    @Override
    public void writeNumber(double value) throws IOException {
        check(value);
        delegate.writeNumber(value);
    }

    @Override
    public void writeNumber(float value) throws IOException {
        check(value);
        delegate.writeNumber(value);
    }

    @Override
    public void writeArray(double[] array, int offset, int length) throws IOException {
        for (int i = offset; i < offset + length; i++) {
            check(array[i]);
        }
        delegate.writeArray(array, offset, length);
    }

    private void check(double value) throws IOException {
        if (!Double.isFinite(value)) {
            throw new JsonGenerationException("wanted a finite number, got " + value, this);
        }
    }
}
