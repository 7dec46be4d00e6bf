package dev.weir.flow.name;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.flow.name.PromptModule.Role;
import dev.weir.flow.route.Route;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What stands behind names.
class NamesTest {
  private static final Route TINY = Route.parse("{\"target\":\"tiny/gpt-4o\"}".getBytes(UTF_8));

  private static Frozen version(int version, Variable... firstIsV) {
    Map<String, Variable> variables = new TreeMap<>();
    if (firstIsV.length > 0) {
      variables.put("v", firstIsV[0]);
    }
    return new Frozen(
        "support",
        version,
        "gpt-4o",
        Defaults.NONE,
        new TreeMap<>(variables),
        List.of(Block.of("m", 1, 1, Role.SYSTEM, variables.isEmpty() ? "text" : "text {{v}}")));
  }

  private static Names names(Map<String, Label> labels) {
    return new Names(Map.of("fast", TINY), labels);
  }

  private static Label split(String json) {
    return Label.parse("support/production", json);
  }

  private static String found(Names names, String asked) {
    return switch (names.find(asked, _ -> "", 1)) {
      case Name.Model _ -> "model";
      case Name.Alias alias -> "alias " + alias.route().targets();
      case Name.Prompted prompted -> prompted.path();
      case Name.Missing missing -> missing.why();
    };
  }

  @Test
  void aNameIsAModelsAnAliasOrAPromptByLabelOrVersion() {
    Names names = names(Map.of("support/production", version(7), "support/canary", version(8)));

    assertThat(found(names, "gpt-4o")).isEqualTo("model");
    assertThat(found(names, "fast")).isEqualTo("alias [tiny/gpt-4o]");
    assertThat(found(names, "prompt/support")).isEqualTo("support@7.production");
    assertThat(found(names, "prompt/support@canary")).isEqualTo("support@8.canary");
    assertThat(found(names, "prompt/support@8")).isEqualTo("support@8.canary");
  }

  @Test
  void aNameOfNoPromptSaysWhatThereIs() {
    Names names = names(Map.of("support/canary", version(8)));

    assertThat(found(names, "prompt/other")).contains("no prompt 'other'");
    assertThat(found(names, "prompt/support")).contains("no label 'production', only canary");
    assertThat(found(names, "prompt/support@7")).contains("no label holds version 7");
  }

  @Test
  void aSplitIsStickyByItsTagAndKeepsItsShares() {
    Names names =
        names(
            Map.of(
                "support/stable", version(7),
                "support/canary", version(8),
                "support/production",
                    split(
                        """
                        {"split":[{"label":"stable","weight":90},{"label":"canary","weight":10}],"by":"user"}\
                        """)));
    Map<String, Integer> drawn = new HashMap<>();
    SplittableRandom random = new SplittableRandom(4);
    for (int user = 0; user < 5_000; user++) {
      String name = "user-" + user;
      Name first = names.find("prompt/support", _ -> name, random.nextLong());
      Name again = names.find("prompt/support", _ -> name, random.nextLong());
      assertThat(again).isEqualTo(first);
      drawn.merge(((Name.Prompted) first).label(), 1, Integer::sum);
    }

    assertThat(drawn.get("stable")).isBetween(4_400, 4_600);
    assertThat(drawn.get("canary")).isBetween(400, 600);
  }

  @Test
  void aSplitIsBetweenLabelsThatHoldVersions() {
    Label split = split("{\"split\":[{\"label\":\"canary\",\"weight\":1}]}");

    assertThatThrownBy(() -> names(Map.of("support/production", split)))
        .hasMessageContaining("label 'support/production'")
        .hasMessageContaining("'canary' is none");
    assertThatThrownBy(() -> names(Map.of("support/production", split, "support/canary", split)))
        .hasMessageContaining("'canary' is none");
  }

  @Test
  void whatOneArmDemandsNoOtherMayRefuse() {
    Label split =
        split(
            "{\"split\":[{\"label\":\"stable\",\"weight\":1},{\"label\":\"canary\",\"weight\":1}]}");
    Variable free = new Variable(Optional.of("x"), 10);

    assertThatThrownBy(() ->
            names(
                Map.of(
                    "support/production", split,
                    "support/stable", version(7),
                    "support/canary", version(8, Variable.GIVEN))))
        .hasMessageContaining("version 8 must be given the variable 'v', which version 7 does not");
    assertThat(
            names(
                    Map.of(
                        "support/production", split,
                        "support/stable", version(7),
                        "support/canary", version(8, free)))
                .asked())
        .containsKeys("prompt/support", "prompt/support@production", "prompt/support@canary");
  }

  @ParameterizedTest
  @ValueSource(strings = {"prompt/x", "", "with space", "ä"})
  void anAliasIsSpeltLikeAModel(String alias) {
    assertThatThrownBy(() -> new Names(Map.of(alias, TINY), Map.of()))
        .hasMessageContaining("alias: a name is");
  }

  @Test
  void aLabelHoldsAPromptOfItsOwnName() {
    assertThatThrownBy(() -> names(Map.of("other/production", version(7))))
        .hasMessageContaining("label 'other/production': holds a prompt 'support'");
  }
}
