package io.foresale.adapter.xray;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TraceHeaderTest {

    private static final String PROPERTY = "com.amazonaws.xray.traceHeader";
    private static final String HEADER = "Root=1-5759e988-bd862e3fe1be46a994272793;Parent=53995c3f42cd8ad8;Sampled=1";

    @AfterEach
    void forget() {
        System.clearProperty(PROPERTY);
    }

    @Test
    void outsideLambdaThereIsNone() {
        assertThat(TraceHeader.current()).isEmpty();
        assertThat(TraceHeader.sentTo(URI.create("https://a.execute-api.eu-central-1.amazonaws.com")))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://a.execute-api.eu-central-1.amazonaws.com/v1",
                "http://models-1.eu-central-1.elb.amazonaws.com",
                "https://a.execute-api.cn-north-1.amazonaws.com.cn",
                "https://bedrock-mantle.eu-central-1.api.aws/v1",
                "https://a.lambda-url.eu-central-1.on.aws"
            })
    void hostsOfAwsAreToldOfIt(String address) {
        System.setProperty(PROPERTY, HEADER);
        assertThat(TraceHeader.sentTo(URI.create(address))).contains(new TraceHeader(HEADER));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://api.openai.com/v1",
                "http://127.0.0.1:8081/v1",
                "https://notamazonaws.com",
                "https://amazonaws.com.example"
            })
    void othersAreNot(String address) {
        System.setProperty(PROPERTY, HEADER);
        assertThat(TraceHeader.sentTo(URI.create(address))).isEmpty();
    }

    @Test
    void logsNameTheTraceByItsRoot() {
        assertThat(new TraceHeader(HEADER).trace()).isEqualTo("1-5759e988-bd862e3fe1be46a994272793");
        assertThat(new TraceHeader("Sampled=1; Root=1-a-b").trace()).isEqualTo("1-a-b");
        assertThat(new TraceHeader("something else").trace()).isEqualTo("something else");
    }
}
