package io.foresale.adapter.json;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.core.Version;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.cfg.MapperConfig;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.AnnotatedClass;
import com.fasterxml.jackson.databind.introspect.AnnotatedMember;
import com.fasterxml.jackson.databind.introspect.AnnotatedParameter;
import com.fasterxml.jackson.databind.introspect.NopAnnotationIntrospector;
import com.fasterxml.jackson.databind.jsontype.NamedType;
import com.fasterxml.jackson.databind.jsontype.TypeResolverBuilder;
import com.fasterxml.jackson.databind.jsontype.impl.StdTypeResolverBuilder;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What Jackson would otherwise want annotations for: the members of a sealed interface are told apart by the property
 * {@code kind}, enums are written in lower case, and whatever is neither a collection nor optional has to be there. Jackson
 * asks with null for: nothing to say.
 */
final class DomainTypes extends NopAnnotationIntrospector {

    static final String KIND = "kind";

    private static final long serialVersionUID = 1L;
    private static final List<Class<?>> MAY_BE_ABSENT = List.of(Collection.class, Map.class, Optional.class);

    @Override
    public Version version() {
        return Version.unknownVersion();
    }

    @Override
    public @Nullable Boolean hasRequiredMarker(AnnotatedMember member) {
        return member instanceof AnnotatedParameter
                ? MAY_BE_ABSENT.stream().noneMatch(t -> t.isAssignableFrom(member.getRawType()))
                : null;
    }

    @Override
    public @Nullable String[] findEnumValues(
            MapperConfig<?> config, AnnotatedClass type, Enum<?>[] values, @Nullable String[] names) {
        return Arrays.stream(values).map(DomainTypes::lowerCase).toArray(String[]::new);
    }

    static String lowerCase(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    @Override
    public @Nullable TypeResolverBuilder<?> findTypeResolver(
            MapperConfig<?> config, AnnotatedClass annotated, JavaType type) {
        return family(type.getRawClass())
                .map(_ -> new StdTypeResolverBuilder()
                        .init(JsonTypeInfo.Id.NAME, null)
                        .inclusion(JsonTypeInfo.As.PROPERTY)
                        .typeProperty(KIND))
                .orElse(null);
    }

    @Override
    public @Nullable List<NamedType> findSubtypes(Annotated annotated) {
        return family(annotated.getRawType())
                .map(family -> members(family)
                        .map(member -> new NamedType(member, kind(member)))
                        .toList())
                .orElse(null);
    }

    @Override
    public @Nullable String findTypeName(AnnotatedClass type) {
        return family(type.getRawType()).map(_ -> kind(type.getRawType())).orElse(null);
    }

    /** The sealed interface of ours that a type is or belongs to. */
    private static Optional<Class<?>> family(Class<?> type) {
        if (!type.getName().startsWith("io.foresale.") || type.isEnum()) {
            return Optional.empty();
        }
        return type.isInterface() && type.isSealed()
                ? Optional.of(type)
                : Arrays.stream(type.getInterfaces()).filter(Class::isSealed).findFirst();
    }

    /** The records of a sealed interface, also those of sealed interfaces in it. */
    static Stream<Class<?>> members(Class<?> family) {
        return Arrays.stream(family.getPermittedSubclasses()).flatMap(c -> c.isSealed() ? members(c) : Stream.of(c));
    }

    static String kind(Class<?> type) {
        var name = type.getSimpleName();
        return name.substring(0, 1).toLowerCase(Locale.ROOT) + name.substring(1);
    }
}
