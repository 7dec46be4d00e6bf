package dev.weir.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;

/// Every refusal as the exception that users of an official SDK expect; a subclass is one SDK, with
/// another base URL and another key, and nothing else.
///
/// @param <E> what all the SDK's refusals are
@Timeout(120)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class SdkRefusals<E extends RuntimeException> {
  final Stage stage = Stage.open("edge: {body_max: 64 KiB}", "upstream: {head: 2s, silence: 2s}");
  private final List<Runnable> closing = new ArrayList<>();

  /// A call of one user message.
  ///
  /// @param retries how often the SDK may try again
  record Asked(String key, int retries, String useCase, Optional<String> project, String content) {
    Asked by(String other) {
      return new Asked(other, retries, useCase, project, content);
    }

    Asked once() {
      return new Asked(key, 0, useCase, project, content);
    }

    Asked of(String named) {
      return new Asked(key, retries, useCase, Optional.of(named), content);
    }
  }

  /// Makes a call of one of the tests' models, with a client made by the SDK's own builder.
  abstract void ask(Asked asked);

  /// Calls something that passes Weir only with a price of its own, and has none.
  abstract void askForWhatHasNoMeter();

  /// What users of the SDK catch for a status.
  abstract Class<? extends E> expected(int status);

  abstract int status(E refusal);

  abstract List<String> header(E refusal, String name);

  /// Weir's code of the refusal, where the SDK shows it.
  abstract Optional<String> code(E refusal);

  /// The simulator's fault with which the dialect's provider says that it is overloaded.
  abstract String overload();

  /// Closes a client at the end.
  void closeAtEnd(Runnable client) {
    closing.add(client);
  }

  Asked asked(String useCase, String content) {
    return new Asked(stage.key(), 2, useCase, Optional.empty(), content);
  }

  E refused(int status, Asked asked) {
    return refused(status, () -> ask(asked));
  }

  private E refused(int status, ThrowingCallable call) {
    E refusal = catchThrowableOfType(expected(status), call);
    assertThat(refusal).as("no %s", expected(status)).isNotNull();
    assertThat(status(refusal)).isEqualTo(status);
    return refusal;
  }

  void assertCode(E refusal, String code) {
    assertThat(code(refusal).orElse(code)).isEqualTo(code);
  }

  @AfterAll
  void close() {
    closing.forEach(Runnable::run);
    stage.close();
  }

  @Test
  void anUnknownKeyIsUnauthorized() {
    E refusal = refused(401, asked("sdk", "hello").by("wk_" + "x".repeat(43)));

    assertCode(refusal, "key_unknown");
  }

  @Test
  void aModelTheKeyMayNotUseIsPermissionDenied() {
    String key =
        stage
            .control()
            .key(
                """
                {"name": "other", "models": ["other-*"], "settable_tags": ["use_case"],
                 "fixed_tags": {"department": "sales", "role": "service", "environment": "test"}}
                """);

    E refusal = refused(403, asked("denied", "hello").by(key));

    assertCode(refusal, "model_not_allowed");
    assertThat(stage.settled("denied", 0, 1)).isNotNull();
  }

  @Test
  void aRouteThatHasNoMeterIsRefused() {
    assertCode(refused(403, this::askForWhatHasNoMeter), "route_unmetered");
  }

  @Test
  void aTagThatMayNotBeSetIsABadRequest() {
    assertCode(refused(400, asked("tags", "hello").of("apollo")), "tags_invalid");
  }

  @Test
  void aSpentBudgetIsStatus402AndIsNotRetried() {
    stage
        .control()
        .budget(
            "spent",
            """
            {"where": [{"tag": "use_case", "in": ["spent"]}], "window": "total",
             "limit_usd": "0.000001"}
            """);

    E refusal = refused(402, asked("spent", "hello"));

    assertCode(refusal, "budget_spent");
    assertThat(header(refusal, "x-should-retry")).containsExactly("false");
    assertThat(stage.settled("spent", 0, 1).path("attempts").asLong()).isZero();
  }

  @Test
  void aLimitThatIsUsedUpIsARateLimitAndIsNotRetried() {
    stage
        .control()
        .limit(
            "one-a-day",
            """
            {"where": [{"tag": "use_case", "in": ["limited"]}], "measure": "requests",
             "window": "rolling 24h", "max": 1}
            """);
    ask(asked("limited", "hi [[sim in=5 out=5]]"));

    E refusal = refused(429, asked("limited", "again"));

    assertCode(refusal, "limit_reached");
    assertThat(header(refusal, "retry-after")).hasSize(1);
    assertThat(stage.settled("limited", 1, 1)).isNotNull();
  }

  @Test
  void aBodyThatIsTooLargeIsStatus413() {
    assertThat(refused(413, asked("large", "x".repeat(70_000)))).isNotNull();
  }

  @Test
  void aProviderThatCutsItsAnswerIsStatus502() {
    E refusal = refused(502, asked("cut", "hello [[sim in=5 out=50 fault=cut:20]]").once());

    assertCode(refusal, "upstream_failed");
  }

  @Test
  void aProviderThatDoesNotAnswerIsStatus504() {
    E refusal = refused(504, asked("slow", "hello [[sim in=5 fault=hang]]").once());

    assertCode(refusal, "upstream_timeout");
  }

  @Test
  void anOverloadedProviderIsTriedAgainByTheSdk() {
    stage.simulator().faults(overload(), 1);

    ask(asked("overloaded", "hi [[sim in=5 out=5]]"));

    assertThat(stage.settled("overloaded", 2, 0).path("attempts").asLong()).isEqualTo(2);
  }
}
