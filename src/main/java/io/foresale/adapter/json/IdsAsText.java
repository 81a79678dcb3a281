package io.foresale.adapter.json;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.KeyDeserializer;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.deser.std.FromStringDeserializer;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;
import io.foresale.domain.DatasetName;
import io.foresale.domain.Digest;
import io.foresale.domain.ETag;
import io.foresale.domain.ModelName;
import io.foresale.domain.ObjectKey;
import java.io.IOException;
import java.util.function.Function;

/** Records of one text stand in documents as that text, as values and as the keys of maps. */
final class IdsAsText extends SimpleModule {

    private static final long serialVersionUID = 1L;

    IdsAsText() {
        super("ids as text");
        id(DatasetName.class, DatasetName::new);
        id(ModelName.class, ModelName::new);
        id(ObjectKey.class, ObjectKey::new);
        id(ETag.class, ETag::new);
        id(Digest.class, Digest::new);
    }

    private <T> void id(Class<T> type, Function<String, T> parse) {
        addSerializer(type, ToStringSerializer.instance);
        addKeySerializer(type, new AsFieldName());
        addDeserializer(type, new FromText<>(type, parse));
        addKeyDeserializer(type, new FromFieldName(parse));
    }

    private static final class AsFieldName extends StdSerializer<Object> {

        private static final long serialVersionUID = 1L;

        private AsFieldName() {
            super(Object.class);
        }

        @Override
        public void serialize(Object id, JsonGenerator json, SerializerProvider provider) throws IOException {
            json.writeFieldName(id.toString());
        }
    }

    private static final class FromFieldName extends KeyDeserializer {

        private final Function<String, ?> parse;

        private FromFieldName(Function<String, ?> parse) {
            this.parse = parse;
        }

        @Override
        public Object deserializeKey(String key, DeserializationContext context) {
            return parse.apply(key);
        }
    }

    private static final class FromText<T> extends FromStringDeserializer<T> {

        private static final long serialVersionUID = 1L;
        private final transient Function<String, T> parse;

        private FromText(Class<T> type, Function<String, T> parse) {
            super(type);
            this.parse = parse;
        }

        @Override
        protected T _deserialize(String value, DeserializationContext context) {
            return parse.apply(value);
        }

        @Override
        protected Object _deserializeFromEmptyString(DeserializationContext context) {
            return parse.apply("");
        }
    }
}
