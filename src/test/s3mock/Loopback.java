import com.adobe.testing.s3mock.S3MockApplication;
import org.apache.catalina.connector.Connector;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.SpringApplication;

/** Starts S3Mock with every port of it on the loopback interface; run from its source with S3Mock's own libraries. */
public class Loopback {

    public static void main(String[] args) {
        var mock = new SpringApplication(S3MockApplication.class);
        mock.addInitializers(context -> context.getBeanFactory().addBeanPostProcessor(new BeanPostProcessor() {
            @Override
            public Object postProcessBeforeInitialization(Object bean, String name) {
                if (bean instanceof Connector connector) {
                    connector.setProperty("address", "127.0.0.1");
                }
                return bean;
            }
        }));
        mock.run(args);
    }
}
