package dev.weir.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import dev.weir.acceptance.ConsoleBrowser.Look;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// People sign in by Keycloak's own page, in a browser; its groups say which role they have.
@Tag("slow")
@Timeout(600)
final class KeycloakTest {
  private static final String SECRET = "cnryOidcxB7n3Ks9cnryOidcxB7n3Ks9";
  private static final String USER =
      """
      {"username":"%1$s","firstName":"%2$s","lastName":"Example","email":"%1$s@example.org",
       "emailVerified":true,"enabled":true,"groups":[%3$s],
       "credentials":[{"type":"password","value":"the words of %1$s"}]}
      """;
  private static KeycloakProcess keycloak;
  private static GatewayProcess gateway;

  @BeforeAll
  static void start() {
    keycloak = KeycloakProcess.start();
    gateway =
        GatewayProcess.startWith(
            GatewayProcess.temporaryDirectory(),
            """
            providers:
              openai: {family: openai, url: 'http://127.0.0.1:9', key: 'env:OPENAI_API_KEY'}
            console:
              oidc:
                corp:
                  issuer: '%s'
                  client_id: weir
                  client_secret: 'env:WEIR_OIDC'
                  url: '%s'
                  groups:
                    controlling: {role: finops}
                    everybody: {role: viewer}
            """
                .formatted(keycloak.issuer("corp"), GatewayProcess.CONTROL_PLANE),
            Map.of("OPENAI_API_KEY", GatewayProcess.OPENAI_KEY, "WEIR_OIDC", SECRET));
    String users =
        String.join(
            ",",
            USER.formatted("fay", "Fay", "\"controlling\",\"everybody\""),
            USER.formatted("vic", "Vic", "\"everybody\""),
            USER.formatted("gus", "Gus", "\"guests\""));
    keycloak.realm(
        """
        {"realm":"corp","enabled":true,"sslRequired":"none",
         "groups":[{"name":"controlling"},{"name":"everybody"},{"name":"guests"}],
         "users":[%s],
         "clients":[{"clientId":"weir","enabled":true,"protocol":"openid-connect",
           "publicClient":false,"secret":"%s","standardFlowEnabled":true,
           "redirectUris":["%s/sign-in/corp"],
           "attributes":{"pkce.code.challenge.method":"S256"},
           "protocolMappers":[{"name":"groups","protocol":"openid-connect",
             "protocolMapper":"oidc-group-membership-mapper",
             "config":{"claim.name":"groups","full.path":"false","id.token.claim":"true"}}]}]}
        """
            .formatted(users, SECRET, gateway.controlPlaneUri()));
  }

  @AfterAll
  static void stop() {
    if (gateway != null) {
      gateway.close();
    }
    if (keycloak != null) {
      keycloak.close();
    }
  }

  private static ConsoleBrowser opened() {
    return ConsoleBrowser.open(gateway.controlPlaneUri(), Look.DESK);
  }

  private static Page signedIn(ConsoleBrowser browser, String user) {
    Page page = browser.anew().page();
    page.getByText("Sign in with corp").click();
    page.locator("#username").fill(user);
    page.locator("#password").fill("the words of " + user);
    page.locator("#kc-login").click();
    page.waitForURL(url -> url.startsWith(gateway.controlPlaneUri().toString()));
    return page;
  }

  private static String role(Page page) {
    return page.locator(".account .role").innerText();
  }

  @Test
  void theGroupsOfSomebodySayTheRoleAndOneLessSaysLessAtTheNextSignIn() {
    try (ConsoleBrowser browser = opened()) {
      Page page = signedIn(browser, "vic");
      assertThat(page.url()).endsWith("/cfo");
      assertThat(role(page)).isEqualTo("viewer");
      assertThat(page.locator("nav.side a[href='/audit']").count()).isZero();

      page = signedIn(browser, "fay");
      assertThat(page.url()).endsWith("/finops");
      assertThat(role(page)).isEqualTo("finops");
      assertThat(page.locator("nav.side a[href='/audit']").count()).isOne();

      keycloak.takeOut("corp", "fay", "controlling");
      page = signedIn(browser, "fay");
      assertThat(page.url()).endsWith("/cfo");
      assertThat(role(page)).isEqualTo("viewer");
      browser.go("/audit");
      assertThat(page.locator("main").innerText()).contains("needs the role");
    }
  }

  @Test
  void whoIsInNoGroupThatIsNamedDoesNotGetIn() {
    try (ConsoleBrowser browser = opened()) {
      Page page = signedIn(browser, "gus");

      assertThat(page.locator(".account").count()).isZero();
      assertThat(page.getByRole(AriaRole.ALERT).innerText()).contains("group");
    }
  }

  @Test
  void signingOutEndsTheSessionHere() {
    try (ConsoleBrowser browser = opened()) {
      Page page = signedIn(browser, "vic");
      page.locator(".account summary").click();
      page.getByText("Sign out").click();
      page.waitForURL("**/first-run");

      browser.go("/cfo");

      assertThat(page.locator(".account").count()).isZero();
    }
  }
}
