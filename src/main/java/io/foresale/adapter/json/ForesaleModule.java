package io.foresale.adapter.json;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.core.Version;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.cfg.MapperConfig;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.AnnotatedClass;
import com.fasterxml.jackson.databind.introspect.AnnotatedMember;
import com.fasterxml.jackson.databind.introspect.NopAnnotationIntrospector;
import com.fasterxml.jackson.databind.jsontype.NamedType;
import com.fasterxml.jackson.databind.jsontype.TypeResolverBuilder;
import com.fasterxml.jackson.databind.jsontype.impl.StdTypeResolverBuilder;
import com.fasterxml.jackson.databind.module.SimpleModule;
import io.foresale.domain.DatasetName;
import io.foresale.domain.Digest;
import io.foresale.domain.ETag;
import io.foresale.domain.ModelName;
import io.foresale.domain.ObjectKey;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** How Jackson treats the domain's types without annotations on them. */
final class ForesaleModule extends SimpleModule {

    private static final long serialVersionUID = 1L;

    /** Records of one text that stand in documents as that text. */
    private static final Set<Class<?>> IDS =
            Set.of(DatasetName.class, ModelName.class, ObjectKey.class, ETag.class, Digest.class);

    @Override
    public void setupModule(SetupContext context) {
        context.insertAnnotationIntrospector(new Introspector());
    }

    private static final class Introspector extends NopAnnotationIntrospector {

        private static final long serialVersionUID = 1L;

        @Override
        public Version version() {
            return Version.unknownVersion();
        }

        @Override
        public @Nullable Boolean hasAsValue(Annotated annotated) {
            return annotated instanceof AnnotatedMember member
                            && IDS.contains(member.getDeclaringClass())
                            && member.getName().equals("value")
                    ? Boolean.TRUE
                    : null;
        }

        @Override
        public JsonCreator.@Nullable Mode findCreatorAnnotation(MapperConfig<?> config, Annotated annotated) {
            return IDS.contains(annotated.getRawType())
                            && annotated.getClass().getSimpleName().equals("AnnotatedConstructor")
                    ? JsonCreator.Mode.DELEGATING
                    : null;
        }

        @Override
        public String[] findEnumValues(
                MapperConfig<?> config, AnnotatedClass type, Enum<?>[] values, @Nullable String[] names) {
            return Arrays.stream(values)
                    .map(v -> v.name().toLowerCase(Locale.ROOT))
                    .toArray(String[]::new);
        }

        @Override
        public @Nullable TypeResolverBuilder<?> findTypeResolver(
                MapperConfig<?> config, AnnotatedClass annotated, JavaType type) {
            var family = family(type.getRawClass());
            if (family == null) {
                return null;
            }
            return new StdTypeResolverBuilder()
                    .init(JsonTypeInfo.Id.NAME, null)
                    .inclusion(JsonTypeInfo.As.PROPERTY)
                    .typeProperty("kind");
        }

        @Override
        public @Nullable List<NamedType> findSubtypes(Annotated annotated) {
            var family = family(annotated.getRawType());
            return family == null
                    ? null
                    : Arrays.stream(family.getPermittedSubclasses())
                            .map(c -> new NamedType(c, kind(c)))
                            .toList();
        }

        @Override
        public @Nullable String findTypeName(AnnotatedClass type) {
            return family(type.getRawType()) == null ? null : kind(type.getRawType());
        }

        /** The sealed interface of ours that a type is or belongs to. */
        private static @Nullable Class<?> family(Class<?> type) {
            if (!type.getName().startsWith("io.foresale.")) {
                return null;
            }
            if (type.isInterface() && type.isSealed()) {
                return type;
            }
            return Arrays.stream(type.getInterfaces())
                    .filter(Class::isSealed)
                    .findFirst()
                    .orElse(null);
        }

        private static String kind(Class<?> type) {
            var name = type.getSimpleName();
            return name.substring(0, 1).toLowerCase(Locale.ROOT) + name.substring(1);
        }
    }
}
