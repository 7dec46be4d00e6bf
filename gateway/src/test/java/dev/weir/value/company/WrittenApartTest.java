package dev.weir.value.company;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class WrittenApartTest {
  private static final String HERE = "dev.weir.value.company";

  /// What a review is told in, and nothing that judges.
  private static final Set<String> TOLD =
      Set.of(
          "dev.weir.base.stats.Moments",
          "dev.weir.value.evidence.Evidence",
          "dev.weir.value.evidence.ShownShare",
          "dev.weir.value.review.MonthFigures",
          "dev.weir.value.review.Told");

  @Test
  void companiesKnowNoRuleTheyAreJudgedBy() {
    Set<String> used =
        new ClassFileImporter()
            .importPackages(HERE).stream()
                .flatMap(type -> type.getDirectDependenciesFromSelf().stream())
                .map(Dependency::getTargetClass)
                .map(JavaClass::getBaseComponentType)
                .map(JavaClass::getName)
                .filter(name -> name.startsWith("dev.weir.") && !name.startsWith(HERE))
                .map(name -> name.replaceFirst("\\$.*", ""))
                .collect(Collectors.toCollection(TreeSet::new));

    assertThat(used).isSubsetOf(TOLD).isNotEmpty();
  }
}
