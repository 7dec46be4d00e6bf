package dev.weir.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Logins and passwords at the console: the first of them, the way in, what ends a session.
@Timeout(60)
class SigningInTest {
  private static final String HORSE = " correct horse battery ";
  private static final String OTHER = "another battery staple";

  @TempDir private Path data;
  private Gateway gateway;

  @BeforeEach
  void start() {
    gateway = new Gateway(data);
  }

  @AfterEach
  void stop() {
    gateway.close();
  }

  /// Makes the first admin, `ada`, and answers with the session.
  private Browser ada() throws IOException {
    Browser browser = new Browser(gateway);
    HttpResponse<String> begun = begin(browser, token(), "ada", HORSE, HORSE);
    assertThat(begun.statusCode()).as(begun.body()).isEqualTo(303);
    return browser;
  }

  private String token() throws IOException {
    return Files.readString(data.resolve("first-run-token")).strip();
  }

  private static HttpResponse<String> begin(
      Browser browser, String token, String login, String password, String again) {
    return browser.send(
        "/first-run",
        "token=%s&name=Ada&login=%s&password=%s&again=%s"
            .formatted(token, login, Browser.encoded(password), Browser.encoded(again)),
        "sec-fetch-site",
        "same-origin");
  }

  private static HttpResponse<String> signIn(Browser browser, String login, String password) {
    return browser.send(
        "/sign-in",
        "login=%s&password=%s&next=%s"
            .formatted(login, Browser.encoded(password), Browser.encoded("/me")),
        "sec-fetch-site",
        "same-origin");
  }

  private static HttpResponse<String> change(Browser browser, String old, String password) {
    return browser.post(
        "/me",
        "old=%s&password=%s&again=%s"
            .formatted(Browser.encoded(old), Browser.encoded(password), Browser.encoded(password)));
  }

  private static String location(HttpResponse<String> answer) {
    return answer.headers().firstValue("location").orElseThrow();
  }

  @Test
  void theFirstAdminIsMadeByTheTokenAndIsIn() throws IOException {
    try (Browser nobody = new Browser(gateway)) {
      assertThat(location(nobody.get("/sign-in"))).isEqualTo("/first-run");
      assertThat(location(nobody.get("/sign-in?next=/portfolio")))
          .as("a link is not forgotten")
          .isEqualTo("/first-run?next=%2Fportfolio");
      assertThat(nobody.get("/first-run").body())
          .contains(
              "first-run-token", "autocomplete=\"new-password\"", "Sign in by a personal key");
    }
    String token = token();
    try (Browser ada = ada();
        Browser late = new Browser(gateway)) {
      assertThat(ada.get("/me").body())
          .contains("Ada", "admin", "signs in as <strong>ada</strong>");
      assertThat(ada.get("/portfolio").statusCode()).isEqualTo(200);

      assertThat(data.resolve("first-run-token")).doesNotExist();
      assertThat(location(late.get("/first-run"))).isEqualTo("/sign-in");
      assertThat(location(begin(late, token, "eve", OTHER, OTHER))).isEqualTo("/sign-in");
      assertThat(late.cookie).isEmpty();
      assertThat(late.get("/sign-in").body()).contains("autocomplete=\"current-password\"");
    }
  }

  @Test
  void whatIsWrongWithTheFirstLoginStandsBesideItsFieldAndNothingIsMade() throws IOException {
    try (Browser browser = new Browser(gateway)) {
      HttpResponse<String> guessed = begin(browser, "wf_guess", "ada", HORSE, HORSE);
      assertThat(guessed.statusCode()).isEqualTo(401);
      assertThat(guessed.body())
          .contains("id=\"token-error\"", "value=\"ada\"")
          .doesNotContain("wf_guess", "correct horse");
      HttpResponse<String> brief = begin(browser, token(), "ada", "short", "short");
      assertThat(brief.statusCode()).isEqualTo(400);
      assertThat(brief.body()).contains("id=\"password-error\"", "12 to 256 characters, was 5");
      HttpResponse<String> mistyped = begin(browser, token(), "ada", HORSE, OTHER);
      assertThat(mistyped.body()).contains("id=\"again-error\"");
      HttpResponse<String> foreign =
          browser.send("/first-run", "token=" + token(), "sec-fetch-site", "cross-site");
      assertThat(foreign.statusCode()).isEqualTo(403);

      assertThat(gateway.get("/api/v1/logins").json().path("logins")).isEmpty();
      assertThat(browser.cookie).isEmpty();
    }
  }

  @Test
  void signsInByLoginAndPasswordAsItWasTyped() throws IOException {
    ada().close();
    try (Browser browser = new Browser(gateway)) {
      HttpResponse<String> in = signIn(browser, "Ada", HORSE);

      assertThat(in.statusCode()).as(in.body()).isEqualTo(303);
      assertThat(location(in)).isEqualTo("/me");
      assertThat(browser.get("/me").body()).contains("Your account");
      assertThat(signIn(new Browser(gateway), "ada", HORSE.strip()).statusCode())
          .as("blanks belong to a password")
          .isEqualTo(401);
    }
  }

  @Test
  void tellsNobodyWhetherALoginIsThereAndShowsNoPasswordAgain() throws IOException {
    ada().close();
    try (Browser browser = new Browser(gateway)) {
      HttpResponse<String> wrong = signIn(browser, "ada", "wrong horse battery");
      HttpResponse<String> unknown = signIn(browser, "eve", "wrong horse battery");

      assertThat(wrong.statusCode()).isEqualTo(401);
      assertThat(wrong.body())
          .contains("The login or the password is wrong")
          .doesNotContain("wrong horse");
      assertThat(unknown.body()).isEqualTo(wrong.body().replace("value=\"ada\"", "value=\"eve\""));
      assertThat(signIn(browser, "", OTHER).body()).contains("id=\"login-error\"");
    }
  }

  @Test
  void saysHowLongToWaitAfterTooManyFailures() throws IOException {
    ada().close();
    try (Browser browser = new Browser(gateway)) {
      for (int failed = 0; failed < 5; failed++) {
        assertThat(signIn(browser, "ada", "guess " + failed).statusCode()).isEqualTo(401);
      }
      HttpResponse<String> answer = signIn(browser, "ada", HORSE);

      assertThat(answer.statusCode()).isEqualTo(429);
      assertThat(answer.headers().firstValue("retry-after")).contains("1");
      assertThat(answer.body()).contains("Too many attempts failed. Please try again in 1 s.");
      assertThat(browser.cookie).isEmpty();
    }
  }

  @Test
  void anotherPasswordEndsEverySessionOfTheLoginAtOnce() throws IOException {
    try (Browser ada = ada();
        Browser elsewhere = new Browser(gateway)) {
      signIn(elsewhere, "ada", HORSE);
      assertThat(elsewhere.get("/me").statusCode()).isEqualTo(200);

      assertThat(change(ada, HORSE, OTHER).statusCode()).isEqualTo(303);

      assertThat(elsewhere.get("/me").statusCode()).isEqualTo(303);
      assertThat(ada.get("/me").statusCode()).isEqualTo(303);
      assertThat(signIn(ada, "ada", HORSE).statusCode()).isEqualTo(401);
      assertThat(signIn(ada, "ada", OTHER).statusCode()).isEqualTo(303);
    }
  }

  @Test
  void aDisabledLoginIsOutAtOnceAndAPersonalKeyOfTheSamePersonIsNot() throws IOException {
    try (Browser ada = ada();
        Browser key = Browser.of(gateway, gateway.admin)) {
      gateway.control("POST", "/api/v1/logins/ada/disable?why=left", "");

      assertThat(ada.get("/me").statusCode()).isEqualTo(303);
      assertThat(signIn(ada, "ada", HORSE).statusCode()).isEqualTo(401);
      assertThat(key.get("/me").body()).contains("You have no password here");
    }
  }

  @Test
  void aWrongOldPasswordIsSaidBesideItsField() throws IOException {
    try (Browser ada = ada()) {
      HttpResponse<String> wrong = change(ada, "guess", OTHER);
      assertThat(wrong.statusCode()).isEqualTo(403);
      assertThat(wrong.body()).contains("id=\"old-error\"").doesNotContain("guess");
      assertThat(change(ada, HORSE, "short").body()).contains("id=\"password-error\"");
      HttpResponse<String> mistyped = ada.post("/me", "old=x&password=a&again=b");
      assertThat(mistyped.body()).contains("id=\"again-error\"");

      assertThat(ada.get("/me").statusCode()).as("still in").isEqualTo(200);
    }
  }

  @Test
  void everyRoleHasAnAccountPageAndNoOtherThatItsRoleDoesNotReach() {
    String developer =
        gateway
            .control(
                "POST",
                "/api/v1/operators",
                "{\"name\":\"Dev\",\"role\":\"developer\",\"teams\":[\"payments\"]}")
            .json()
            .path("secret")
            .asText();
    try (Browser dev = Browser.of(gateway, developer);
        Browser viewer = Browser.of(gateway, gateway.operator("viewer"))) {
      assertThat(dev.get("/me").body()).contains("Dev, developer of payments");
      assertThat(dev.get("/portfolio").statusCode()).isEqualTo(403);
      assertThat(viewer.get("/me").statusCode()).isEqualTo(200);
      assertThat(viewer.get("/portfolio").statusCode()).isEqualTo(200);
      assertThat(viewer.get("/rows?of=%2Fapi%2Fv1%2Flooks").statusCode()).isEqualTo(403);
      assertThat(viewer.get("/rows?of=%2Fapi%2Fv1%2Flogins").statusCode()).isEqualTo(403);
    }
  }
}
