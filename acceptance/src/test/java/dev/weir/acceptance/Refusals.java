package dev.weir.acceptance;

/// Refusals of the control plane and of calls, by the word that programs read.
final class Refusals {
  private Refusals() {}

  static void require(Web.Answer answer, int status, String code) {
    if (!answer.expect(status).json().path("error").path("code").asText().equals(code)) {
      throw new AssertionError("expected %s, was %s".formatted(code, answer));
    }
  }

  /// Why a call was refused.
  static String kind(Web.Answer answer) {
    return answer.json().path("error").path("code").asText();
  }
}
