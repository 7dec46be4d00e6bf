package dev.weir.flow.price;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.weir.flow.catalogue.ModelLimits;
import dev.weir.flow.catalogue.ModelPrices;
import dev.weir.flow.catalogue.NamePattern;
import dev.weir.flow.catalogue.NamePattern.AllOf;
import dev.weir.flow.catalogue.NamePattern.AnyOf;
import dev.weir.flow.catalogue.NamePattern.Hit;
import dev.weir.flow.catalogue.NamePattern.Regex;
import dev.weir.flow.catalogue.NamePattern.StartsWith;
import dev.weir.flow.price.ModelIndex.Found;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ModelIndexTest {
  /// Exhausts the stack of whoever asks it for [#LONG].
  private static final NamePattern NEVER_ASKED = Regex.parse("^(a|b|/|:|o|p)*$", "here");

  private static final String LONG = "a".repeat(1_000_000);

  private static final List<String> TEXTS =
      List.of(
          "", "o", "op", "op:", "op:a", "op:a/", "op:a/b", "op:b", "op-", "gpt", "a", "b", "/",
          ":");
  private static final List<String> NAMES =
      List.of(
          "op:",
          "op:a",
          "op:a/",
          "op:a/b",
          "op:a/b-latest",
          "op:b",
          "op:b-2026-03-15",
          "op:gpt",
          "op:op:a",
          "o",
          "op",
          "op-latest",
          "gpt",
          "gpt-op:a",
          "a",
          "");
  private static final int CATALOGUES = 2_000;

  private static ModelPrices model(String id, NamePattern... match) {
    return new ModelPrices("p", id, List.of(match), ModelLimits.UNSTATED, List.of(), List.of());
  }

  private static ModelIndex index(List<ModelPrices> models) {
    ModelIndex index = new ModelIndex();
    models.forEach(index::add);
    return index;
  }

  @Test
  void noPatternThatCannotBeForOperationsIsAskedForOne() {
    ModelIndex index =
        index(
            List.of(
                model("one", NEVER_ASKED),
                model("any of them", new AnyOf(List.of(NEVER_ASKED, new StartsWith("gpt")))),
                model("all of them", new AllOf(List.of(new StartsWith("gpt"), NEVER_ASKED))),
                model("op:a", NEVER_ASKED, new StartsWith("op:a/"))));

    assertThat(index.find("op:" + LONG)).isEmpty();
    assertThat(index.find("op:a/" + LONG).orElseThrow().model().id()).isEqualTo("op:a");
    assertThatExceptionOfType(StackOverflowError.class).isThrownBy(() -> index.find(LONG));
  }

  @Test
  void findsWhatAllPatternsOfAllModelsWouldHaveFound() {
    int found = 0;
    for (int seed = 0; seed < CATALOGUES; seed++) {
      Random random = new Random(seed);
      List<ModelPrices> models = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        models.add(model("m" + i, pattern(random, 2), pattern(random, 2)));
      }
      models.add(model("op:b"));
      ModelIndex index = index(models);
      for (String name : NAMES) {
        Optional<Found> all = amongAll(models, name);
        assertThat(index.find(name))
            .as("seed %d, name '%s', %s", seed, name, models)
            .isEqualTo(all);
        found += all.isPresent() && name.startsWith("op:") ? 1 : 0;
      }
    }
    assertThat(found).isGreaterThan(CATALOGUES);
  }

  private static NamePattern pattern(Random random, int depth) {
    String text = TEXTS.get(random.nextInt(TEXTS.size()));
    return switch (random.nextInt(depth == 0 ? 7 : 9)) {
      case 0 -> new NamePattern.Exact(text);
      case 1 -> new NamePattern.Alias(text);
      case 2 -> new NamePattern.Dated(text);
      case 3 -> new StartsWith(text);
      case 4 -> new NamePattern.EndsWith(text);
      case 5 -> new NamePattern.Contains(text);
      case 6 -> Regex.parse(text, "here");
      case 7 -> new AnyOf(List.of(pattern(random, depth - 1), pattern(random, depth - 1)));
      default -> new AllOf(List.of(pattern(random, depth - 1), pattern(random, depth - 1)));
    };
  }

  /// The rule itself: the most specific of all matches, and for an operation only if that fixes its
  /// name from the beginning.
  private static Optional<Found> amongAll(List<ModelPrices> models, String name) {
    Optional<ModelPrices> own = models.stream().filter(m -> m.id().equals(name)).findFirst();
    if (own.isPresent()) {
      return new NamePattern.Exact(name).match(name).map(hit -> new Found(own.get(), hit));
    }
    @Nullable Found best = null;
    for (ModelPrices model : models) {
      for (NamePattern pattern : model.match()) {
        Optional<Hit> hit = pattern.match(name);
        if (hit.isPresent() && (best == null || hit.get().compareTo(best.hit()) > 0)) {
          best = new Found(model, hit.get());
        }
      }
    }
    return Optional.ofNullable(best)
        .filter(each -> !name.startsWith("op:") || each.hit().begins("op:".length()));
  }
}
