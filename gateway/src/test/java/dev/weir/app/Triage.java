package dev.weir.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weir.app.Gateway.Reply;
import dev.weir.base.store.Database;
import dev.weir.flow.books.Books;
import dev.weir.flow.books.Books.Published;
import dev.weir.flow.books.Change;
import dev.weir.flow.books.Facts;
import dev.weir.flow.books.Kind;
import dev.weir.flow.books.Version;
import dev.weir.value.portfolio.Audience;
import dev.weir.value.portfolio.Stage;
import dev.weir.value.portfolio.UseCase;
import dev.weir.value.portfolio.UseCaseText;
import java.nio.file.Path;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.function.UnaryOperator;

/// A gateway whose portfolio knows one use case, `triage`, once a test puts it.
final class Triage implements AutoCloseable {
  static final String PATH = "/api/v1/use-cases/triage";

  final LocalDate review = LocalDate.now(ZoneOffset.UTC).plusMonths(6);

  final String whole =
      """
      {"name":"Triage",
       "statement":"Classify inbound support tickets of retail customers by product, so that the share of misrouted tickets falls from 18 % to below 5 % by 2090-06-30.",
       "audience":"internal","stage":"poc","owners":{"business":"ada","technical":"bob"},
       "cost_centre":"care",
       "workload":{"weights":{"cost":"0.4","latency":"0.1","quality":"0.5"},
        "floors":{"quality_min":"0.9"},"ceilings":{"ttft_p95_ms_max":1500}},
       "value":{"kind":"saving","of":"handling time"},"budget_usd_per_month":"2000",
       "scope":[{"kind":"department","name":"ops","approved_by":"first","approved_on":"2026-01-31"}],
       "smart":{"achievable":{"evidence":"a trial","measured":"0.93","n":300},
        "time_bound":{"evidence":"a plan","by":"2090-06-30"}},
       "score":{"repeatable":5,"measurable":5,"important":3,"low_risk":4,"easy_to_evaluate":5},
       "commodity":{"index":"0.35","source":"opinion","why":"Two vendors sell the like."},
       "review_on":"half a year ahead"}
      """
          .replace("half a year ahead", review.toString());

  private final Path data;
  private Gateway gateway;

  Triage(Path data) {
    this.data = data;
    gateway = new Gateway(data);
  }

  Gateway gateway() {
    return gateway;
  }

  @Override
  public void close() {
    gateway.close();
  }

  Reply put(String body) {
    return gateway.control("PUT", PATH + "?why=test", body);
  }

  void done(String body) {
    Reply reply = put(body);
    assertThat(reply.status()).as(reply.text()).isEqualTo(200);
  }

  /// What gates, outcomes and baselines write, while the gateway stands.
  private void publish(Kind kind, UnaryOperator<ObjectNode> next) {
    gateway.close();
    try (Facts facts = Facts.open(data.resolve("facts.duckdb"), new Database.Settings(64, 1, 4))) {
      ObjectNode body =
          facts
              .current(kind, "triage")
              .map(Version::body)
              .orElseGet(JsonNodeFactory.instance::objectNode);
      Books books = new Books(facts, InstantSource.system());
      assertThat(
              books.publish(List.of(Change.of(kind, "triage", next.apply(body), "test", "test"))))
          .isInstanceOf(Published.Done.class);
    }
    gateway = new Gateway(data);
  }

  void tell(String path, String body) {
    Reply reply = gateway.control("PUT", path + "?why=test", body);
    assertThat(reply.status()).as(reply.text()).isEqualTo(200);
  }

  void atGate(Stage stage) {
    publish(
        Kind.USE_CASE,
        body -> {
          UseCase useCase = UseCaseText.read("triage", body);
          return UseCaseText.write(
              useCase.atGate(stage, Audience.INTERNAL, useCase.budgetUsd()), body);
        });
  }

  void measured() {
    defined();
    tell(
        "/api/v1/baselines/triage",
        """
        {"unit":"ticket","source":"estimated","cost_per_unit_usd":"8","expires":"2090-01-01"}
        """);
  }

  /// What an outcome is, without what one cost before.
  void defined() {
    tell(
        "/api/v1/outcome-definitions/triage",
        """
        {"unit":"ticket","target":{"per_month":"1000"},"unit_value_usd":"4",
         "value_source":"time study","value_evidence":"opinion"}
        """);
  }

  void hypothesis(String useCase) {
    hypothesis(useCase, LocalDate.of(2090, 1, 1));
  }

  void hypothesis(String useCase, LocalDate until) {
    tell(
        "/api/v1/hypotheses/h-1",
        """
        {"use_case":"%s","hypothesis":"users ask more often","unit":"user",
         "design":"randomised","arms":[{"name":"large","weight":1},{"name":"small","weight":1}],
         "control":"large","metric":"calls_per_unit","direction":"increase",
         "minimum_effect":0.1,"deviation":1,"units_per_arm":1570,"stop":"fixed","window_days":7,
         "decision":{"positive":"scale","negative":"pull_back","not_enough_evidence":"continue"},
         "until":"%s"}
        """
            .formatted(useCase, until));
  }

  Reply key(String environment) {
    return gateway.control(
        "POST",
        "/api/v1/keys",
        """
        {"name":"app","fixed_tags":{"use_case":"triage","department":"ops","role":"service",
         "environment":"%s"}}
        """
            .formatted(environment));
  }

  static JsonNode error(Reply reply, int status) {
    assertThat(reply.status()).as(reply.text()).isEqualTo(status);
    return reply.json().path("error");
  }

  void onDay(LocalDate day) {
    gateway.close();
    gateway = new Gateway(data, () -> day.atTime(12, 0).toInstant(ZoneOffset.UTC));
  }
}
