package dev.weir.flow.edge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.flow.route.Fault;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FaultsTest {
  @ParameterizedTest
  @CsvSource({
    "overloaded_error: no, OVERLOADED",
    "serviceUnavailableException: no, OVERLOADED",
    "rate_limit_error: no, LIMITED",
    "insufficient_quota: no, LIMITED",
    "throttlingException: Too many requests, LIMITED",
    "authentication_error: no, CREDENTIAL",
    "accessDeniedException: no, CREDENTIAL",
    "invalid_request_error: no, CALLER",
    "validationException: no, CALLER",
    "validationException: Input is too long: prompt is too long, TOO_LONG",
    "modelStreamErrorException: no, SERVER",
    "internalServerException: no, SERVER",
    "error: what is this, SERVER"
  })
  void anErrorWithinAnAnswerIsWhatItsTypeSays(String error, Fault.Kind kind) {
    Fault fault = Faults.within(error, SimBooks.providers().getFirst());

    assertThat(fault.kind()).isEqualTo(kind);
    assertThat(fault.detail()).isEqualTo("provider open reported an error in its answer");
  }
}
