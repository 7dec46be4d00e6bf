package dev.weir.app.config;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.flow.books.Remit;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OidcPartTest {
  private static final String CORP =
      """
      console:
        oidc:
          corp:
            issuer: https://login.example.org/realms/corp
            client_id: weir
            client_secret: file:/run/secrets/weir-oidc
            url: https://weir.example.org
            groups:
              /weir/admins: { role: admin }
              care-owners: { role: owner, use_cases: [triage, care] }
              payments: { role: developer, teams: [payments] }
      """;

  @Test
  void readsAProviderWithItsGroupsAndPrintsItBack() {
    WeirConfig config = parse(CORP);
    OidcPart corp = requireNonNull(config.console().oidc().get("corp"));

    assertThat(remit(corp, "/weir/admins")).hasToString("admin");
    assertThat(remit(corp, "care-owners")).isEqualTo(Remit.owner(Set.of("care", "triage")));
    assertThat(remit(corp, "payments")).hasToString("developer of payments");
    assertThat(corp.scopes()).contains("openid");
    assertThat(parse(EffectiveConfig.print(config))).isEqualTo(config);
  }

  private static Remit remit(OidcPart provider, String group) {
    return requireNonNull(provider.groups().get(group)).remit();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "https://login | http://login | issuer must be https, unless it is on this machine",
        "url: https | url: ftp | url must be http://HOST or https://HOST",
        "corp: | Corp One: | a name in console.oidc is 1 to 40 of a-z, 0-9, '-', was 'Corp One'",
        "role: admin | role: boss | must be one of",
        "role: admin | role: owner | field 'use_cases' names 1 to 200 for the role owner, was 0",
        "client_id: weir | client_id: weir, | client_secret",
        "role: admin } | role: admin, power: 9 } | power is not a key",
        "file:/run/secrets/weir-oidc | hush-hush | a secret is given by reference",
      })
  void whatCannotBeMeantIsRefused(String right, String wrong, String why) {
    String text =
        why.equals("client_secret")
            ? CORP.replaceAll("(?m)^ *client_secret.*\\R", "")
            : CORP.replace(right, wrong);

    assertThatThrownBy(() -> parse(text))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining(why)
        .hasMessageNotContaining("hush-hush");
  }

  private static WeirConfig parse(String yaml) {
    return ConfigFile.parse("weir.yaml", yaml, Map.of());
  }
}
