package io.foresale.api;

import io.foresale.port.Documents;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.ext.MessageBodyWriter;
import jakarta.ws.rs.ext.Provider;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;

/** Answers records in the very form that they have in the bucket. */
@Provider
@Produces(MediaType.APPLICATION_JSON)
public class DocumentWriter implements MessageBodyWriter<Record> {

    private final Documents documents;

    public DocumentWriter(Documents documents) {
        this.documents = documents;
    }

    @Override
    public boolean isWriteable(Class<?> type, Type genericType, Annotation[] annotations, MediaType mediaType) {
        return type.isRecord();
    }

    @Override
    public void writeTo(
            Record value,
            Class<?> type,
            Type genericType,
            Annotation[] annotations,
            MediaType mediaType,
            MultivaluedMap<String, Object> headers,
            OutputStream target)
            throws IOException {
        target.write(documents.write(value));
    }
}
