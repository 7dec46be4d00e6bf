package dev.weir.flow.books;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weir.flow.books.Operator.Role;
import dev.weir.flow.identity.SecretHash;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// A person of the control plane as it is kept.
class OperatorTest {
  private static final Instant NOW = Instant.parse("2026-11-01T08:00:00Z");

  @ParameterizedTest
  @EnumSource(names = {"ADMIN", "FINOPS", "VIEWER"})
  void whatWasKeptBeforeRemitsIsReadAsItWas(Role role) {
    ObjectNode kept =
        Json.newObject()
            .put("name", "Ada")
            .put("sha256", SecretHash.of("wa_x").hex())
            .put("role", role.code())
            .put("created", NOW.toString());

    Operator read = Operator.read("op_1", kept);

    assertThat(read.remit()).isEqualTo(Remit.of(role));
    assertThat(read.write()).isEqualTo(kept);
  }

  @Test
  void aPersonWithoutAKeyIsReadAsWritten() {
    Operator ada =
        new Operator(
            "op_1",
            "Ada",
            Optional.empty(),
            Optional.empty(),
            Remit.owner(List.of("triage", "care")),
            NOW,
            Optional.empty(),
            Optional.empty());

    assertThat(Operator.read("op_1", ada.write())).isEqualTo(ada);
    assertThat(ada.remit()).hasToString("owner of care, triage");
    assertThat(new Operators(List.of(ada)).byId("op_1", NOW)).contains(ada);
    assertThat(new Operators(List.of(ada.revokedAt(NOW))).byId("op_1", NOW)).isEmpty();
  }

  @Test
  void aNameThatAProviderSaysMeansNobody() {
    Operator here = person("op_1", Optional.empty());
    Operator elsewhere = person("op_2", Optional.of("https://login.example.org"));
    Operators both = new Operators(List.of(here, elsewhere));

    assertThat(Operator.read("op_2", elsewhere.write())).isEqualTo(elsewhere);
    assertThat(both.named("Ada")).containsExactly(here);
    assertThat(both.named("op_2")).containsExactly(elsewhere);
    assertThat(new Operators(List.of(elsewhere)).named("Ada")).isEmpty();
    assertThat(new Operators(List.of(here.revokedAt(NOW))).named("op_1")).isEmpty();
  }

  private static Operator person(String id, Optional<String> issuer) {
    return new Operator(
        id,
        "Ada",
        Optional.empty(),
        issuer,
        Remit.owner(List.of("triage")),
        NOW,
        Optional.empty(),
        Optional.empty());
  }

  @Test
  void aTeamOfControlCharactersIsRefusedByName() {
    assertThatThrownBy(() -> Remit.developer(List.of("re\nd")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("team");
  }
}
