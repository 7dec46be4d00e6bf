package dev.weir.app;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.icegreen.greenmail.user.UserException;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.GreenMailUtil;
import com.icegreen.greenmail.util.ServerSetup;
import dev.weir.app.config.AlertsPart;
import dev.weir.app.config.HostPort;
import dev.weir.app.config.MailPart;
import dev.weir.app.config.MailPart.Security;
import dev.weir.app.config.SecretReference;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Alerts by e-mail, to a mail server in this process.
class AlertMailTest {
  private static final String HOST = "127.0.0.1";
  private static final String PASSWORD = "correct-horse";

  @TempDir static Path shared;
  private static Pair pair;
  @TempDir Path folder;
  private @Nullable GreenMail server;
  private @Nullable Gateway gateway;

  /// The server's own certificate is of no host; it takes another from these properties.
  @BeforeAll
  static void certificate() throws Exception {
    pair = Pair.make(shared, "mail");
    System.setProperty("greenmail.tls.keystore.file", shared.resolve("mail.p12").toString());
    System.setProperty("greenmail.tls.keystore.password", "only-for-this-run");
    System.setProperty("greenmail.tls.key.password", "only-for-this-run");
  }

  @AfterEach
  void stop() {
    if (gateway != null) {
      gateway.close();
    }
    if (server != null) {
      server.stop();
    }
  }

  private GreenMail server() {
    return requireNonNull(server);
  }

  private Gateway gateway() {
    return requireNonNull(gateway);
  }

  private void serve(String protocol) {
    server = new GreenMail(new ServerSetup(0, HOST, protocol));
    server().start();
  }

  private int port(String protocol) {
    return protocol.equals(ServerSetup.PROTOCOL_SMTPS)
        ? server().getSmtps().getPort()
        : server().getSmtp().getPort();
  }

  private MailPart open(int port) {
    return new MailPart(
        "finops",
        new HostPort(HOST, port),
        Security.NONE,
        Optional.empty(),
        Optional.empty(),
        "Weir <weir@example.org>",
        List.of("finops@example.org", "ada@example.org"),
        Optional.empty());
  }

  private MailPart secured(int port, Security security, Optional<Path> ca) throws IOException {
    Path password = Files.writeString(folder.resolve("password"), PASSWORD);
    return new MailPart(
        "finops",
        new HostPort(HOST, port),
        security,
        Optional.of("weir@example.org"),
        Optional.of(new SecretReference("file:" + password)),
        "weir@example.org",
        List.of("finops@example.org"),
        ca);
  }

  private void start(MailPart... mail) {
    gateway =
        new Gateway(
            folder.resolve("data"), new AlertsPart(List.of(), List.of(), Arrays.asList(mail)));
  }

  private void reachABudget() {
    String key = gateway().ready("triage");
    Gateway.Reply budget =
        gateway()
            .control(
                "PUT",
                "/api/v1/budgets/tiny?why=test",
                """
                {"name":"Größe","window":"month UTC","limit_usd":"0.0001","alert_at":[0.5],
                 "stop_at":100,"where":[{"tag":"use_case","in":["triage"]}]}
                """);
    assertThat(budget.status()).as(budget.text()).isEqualTo(200);
    assertThat(gateway().chat(key).status()).isEqualTo(200);
  }

  private JsonNode tested() {
    Gateway.Reply reply =
        gateway().control("POST", "/api/v1/alerts/test", "{\"receiver\":\"mail/finops\"}");
    assertThat(reply.status()).as(reply.text()).isEqualTo(200);
    return reply.json();
  }

  private JsonNode standing() {
    return gateway().get("/api/v1/status").json().required("alerts").path(1);
  }

  @Test
  void mailsEverybodyWhatABudgetReached() throws Exception {
    serve(ServerSetup.PROTOCOL_SMTP);
    start(open(port(ServerSetup.PROTOCOL_SMTP)));
    reachABudget();

    assertThat(server().waitForIncomingEmail(20_000, 1)).as(standing().toString()).isTrue();
    Message mail = server().getReceivedMessages()[0];
    assertThat(mail.getSubject()).isEqualTo("Weir: Budget Größe reached 50 % of its limit");
    assertThat(mail.getFrom()[0]).hasToString("Weir <weir@example.org>");
    assertThat(mail.getAllRecipients())
        .extracting(Object::toString)
        .containsExactly("finops@example.org", "ada@example.org");
    assertThat(mail.getContent().toString())
        .contains("settled usd: 0.000075", "limit usd: 0.0001", "budget name: Größe");
    assertThat(mail.getHeader("Auto-Submitted")).containsExactly("auto-generated");
    assertThat(mail.getHeader("x-weir-alert-id")[0]).startsWith("tiny#");
    assertThat(mail.getHeader("Message-ID")[0]).endsWith("@example.org>");
  }

  @Test
  void saysWhoItIsOverTls() throws Exception {
    serve(ServerSetup.PROTOCOL_SMTPS);
    server().setUser("weir@example.org", "weir@example.org", PASSWORD);
    int port = port(ServerSetup.PROTOCOL_SMTPS);

    start(secured(port, Security.TLS, Optional.of(pair.certificate())));

    assertTested();
  }

  @Test
  void saysWhoItIsOnceStarttlsHasEncryptedTheConnection() throws Exception {
    serve(ServerSetup.PROTOCOL_SMTP);
    server().setUser("weir@example.org", "weir@example.org", PASSWORD);
    try (StartTlsDoor door = new StartTlsDoor(pair, port(ServerSetup.PROTOCOL_SMTP))) {
      start(secured(door.port(), Security.STARTTLS, Optional.of(pair.certificate())));

      assertTested();
    }
  }

  private void assertTested() {
    JsonNode told = tested();

    assertThat(told.required("taken").asBoolean()).as(told.toString()).isTrue();
    assertThat(server().waitForIncomingEmail(20_000, 1)).isTrue();
    assertThat(server().getReceivedMessages())
        .extracting(Message::getSubject)
        .containsExactly("Weir: A test of Weir's alerts");
  }

  @Test
  void trustsNoServerThatNobodyVouchesFor() throws IOException {
    serve(ServerSetup.PROTOCOL_SMTPS);
    start(secured(port(ServerSetup.PROTOCOL_SMTPS), Security.TLS, Optional.empty()));

    JsonNode told = tested();

    assertThat(told.required("taken").asBoolean()).isFalse();
    assertThat(told.required("problem").asText()).contains("certification path");
    assertThat(server().getReceivedMessages()).isEmpty();
  }

  @Test
  void saysAPasswordToNoServerThatDoesNotEncrypt() throws IOException {
    serve(ServerSetup.PROTOCOL_SMTP);
    start(
        secured(
            port(ServerSetup.PROTOCOL_SMTP), Security.STARTTLS, Optional.of(pair.certificate())));

    JsonNode told = tested();

    assertThat(told.required("taken").asBoolean()).isFalse();
    assertThat(told.required("problem").asText()).contains("STARTTLS").doesNotContain(PASSWORD);
  }

  @Test
  void aWrongPasswordIsSaidWithoutIt() throws IOException, UserException {
    serve(ServerSetup.PROTOCOL_SMTPS);
    server().setUser("weir@example.org", "weir@example.org", "another");
    start(secured(port(ServerSetup.PROTOCOL_SMTPS), Security.TLS, Optional.of(pair.certificate())));

    JsonNode told = tested();

    assertThat(told.required("taken").asBoolean()).isFalse();
    assertThat(told.required("problem").asText()).contains("535").doesNotContain(PASSWORD);
  }

  @Test
  void triesUntilTheServerIsBackAndSendsTheSameMail() throws Exception {
    serve(ServerSetup.PROTOCOL_SMTP);
    int port = port(ServerSetup.PROTOCOL_SMTP);
    server().stop();
    start(open(port));
    reachABudget();
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    while (standing().path("failed").asLong() < 2 && System.nanoTime() < deadline) {
      Thread.onSpinWait();
    }
    assertThat(standing().path("failed").asLong()).isGreaterThanOrEqualTo(2);
    assertThat(standing().at("/last_failure/reason").asText()).contains(Integer.toString(port));

    server = new GreenMail(new ServerSetup(port, HOST, ServerSetup.PROTOCOL_SMTP));
    server().start();

    assertThat(server().waitForIncomingEmail(20_000, 1)).isTrue();
    while (standing().path("waiting").asInt() > 0 && System.nanoTime() < deadline) {
      Thread.onSpinWait();
    }
    assertThat(standing().path("delivered").asLong()).isEqualTo(1);
  }

  @Test
  void aReceiverThatCannotBeIsRefusedAtTheStart() throws IOException {
    assertThatThrownBy(() ->
            new MailPart(
                "x",
                new HostPort(HOST, 25),
                Security.NONE,
                Optional.of("weir"),
                Optional.of(new SecretReference("env:MAIL_PASSWORD")),
                "weir@example.org",
                List.of("a@example.org"),
                Optional.empty()))
        .hasMessageContaining("a password is sent encrypted");
    MailPart good = open(25);
    MailPart bad =
        new MailPart(
            good.name(),
            good.server(),
            good.security(),
            good.user(),
            good.password(),
            good.from(),
            List.of("finops"),
            good.ca());
    assertThatThrownBy(() -> start(bad))
        .hasMessageContaining("field 'to'")
        .hasMessageContaining("'finops'");

    Path empty = Files.writeString(folder.resolve("empty.pem"), "");
    assertThatThrownBy(() -> start(secured(25, Security.TLS, Optional.of(empty))))
        .hasMessageContaining("empty.pem");
  }

  @Test
  void namesInAnAlertAddNoHeader() throws MessagingException {
    serve(ServerSetup.PROTOCOL_SMTP);
    start(open(port(ServerSetup.PROTOCOL_SMTP)));
    String key = gateway().ready("triage");
    gateway()
        .control(
            "PUT",
            "/api/v1/budgets/tiny?why=test",
            """
            {"name":"x\\r\\nBcc: eve@example.org","window":"month UTC","limit_usd":"0.0001",
             "alert_at":[0.5],"stop_at":100,"where":[{"tag":"use_case","in":["triage"]}]}
            """);
    gateway().chat(key);

    assertThat(server().waitForIncomingEmail(20_000, 1)).isTrue();
    assertThat(server().getReceivedMessages()).isNotEmpty();
    assertThat(GreenMailUtil.getHeaders(server().getReceivedMessages()[0]))
        .doesNotContain("\nBcc: eve");
  }
}
