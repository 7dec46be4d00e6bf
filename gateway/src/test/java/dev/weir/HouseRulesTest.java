package dev.weir;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// The house rules that a compiler does not know. ARCHITECTURE.md's table is the import table.
class HouseRulesTest {
  private static final Path ROOT = Path.of(System.getProperty("weir.root", ".."));
  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("dev.weir");

  @Test
  void everyRoomHasItsRowAndEveryRowItsRoom() throws IOException {
    Set<String> inTheTree =
        CLASSES.stream()
            .map(HouseRulesTest::room)
            .filter(r -> !r.isEmpty())
            .collect(Collectors.toCollection(TreeSet::new));

    assertThat(table().keySet()).isEqualTo(inTheTree);
  }

  @Test
  void aRoomImportsOnlyWhatItsRowAllows() throws IOException {
    Map<String, Set<String>> allowed = table();
    List<String> wrong = new ArrayList<>();
    for (JavaClass type : CLASSES) {
      String from = room(type);
      if (from.isEmpty() || from.startsWith("app") || from.startsWith("view")) {
        continue;
      }
      for (Dependency dependency : type.getDirectDependenciesFromSelf()) {
        String to = room(dependency.getTargetClass());
        if (!to.isEmpty()
            && !to.equals(from)
            && !allowed.getOrDefault(from, Set.of()).contains(to)) {
          wrong.add(from + " -> " + to + ": " + dependency.getDescription());
        }
      }
    }

    assertThat(wrong).isEmpty();
  }

  @Test
  void aRowAllowsOnlyWhatItsRoomImports() throws IOException {
    Map<String, Set<String>> used = dependencies();
    Map<String, Set<String>> unused = new TreeMap<>();
    table()
        .forEach((room, allowed) -> {
          Set<String> rest = new TreeSet<>(allowed);
          rest.removeAll(used.getOrDefault(room, Set.of()));
          if (!rest.isEmpty()) {
            unused.put(room, rest);
          }
        });

    assertThat(unused).isEmpty();
  }

  @Test
  void floorsLookDown() {
    List<String> floors = List.of("base", "flow", "value", "exchange", "view", "app");
    assertThat(dependencies())
        .allSatisfy((from, targets) ->
            assertThat(targets)
                .allMatch(to -> floors.indexOf(floor(to)) <= floors.indexOf(floor(from))));
  }

  @Test
  void roomsFormNoCycle() {
    Map<String, Set<String>> rest = new TreeMap<>(dependencies());
    boolean progress = true;
    while (progress) {
      Set<String> leaves = new TreeSet<>();
      rest.forEach((room, targets) -> {
        if (targets.stream().noneMatch(rest::containsKey)) {
          leaves.add(room);
        }
      });
      leaves.forEach(rest::remove);
      progress = !leaves.isEmpty();
    }

    assertThat(rest).isEmpty();
  }

  @Test
  void onlyBaseHttpKnowsTheEngine() {
    assertThat(usersOf("io.vertx", "io.netty")).isSubsetOf(Set.of("base.http"));
  }

  @Test
  void onlyBaseWireAndTheCredentialsKnowWhatIsAmazons() {
    assertThat(usersOf("software.amazon.eventstream")).isEqualTo(Set.of("base.wire"));
    assertThat(usersOf("software.amazon.awssdk")).isEqualTo(Set.of("flow.credential"));
  }

  @Test
  void onlyTheConsoleKnowsItsTemplates() {
    assertThat(usersOf("gg.jte")).isEqualTo(Set.of("view.console"));
  }

  @Test
  void pagesKnowNothingButTheConsole() {
    Set<String> pages =
        Set.of(
            "view.account",
            "view.amend",
            "view.call",
            "view.desk",
            "view.explore",
            "view.gate",
            "view.home",
            "view.outcome",
            "view.own",
            "view.prompt",
            "view.review",
            "view.running",
            "view.rule",
            "view.spend",
            "view.stated",
            "view.trail",
            "view.trial",
            "view.usecase");
    Set<String> parts = Set.of("view.page", "view.entry", "view.gate", "view.glance", "view.shape");
    assertThat(dependencies())
        .allSatisfy((room, used) -> {
          if (pages.contains(room)) {
            assertThat(used).as(room).isSubsetOf(parts);
          }
        });
  }

  @Test
  void onlyAppReadsTheClock() {
    List<String> wrong = new ArrayList<>();
    for (JavaClass type : CLASSES) {
      type.getMethodCallsFromSelf().stream()
          .filter(call -> !room(type).startsWith("app"))
          .filter(call -> {
            String target = call.getTargetOwner().getFullName() + "." + call.getName();
            return Set.of(
                        "java.lang.System.currentTimeMillis",
                        "java.lang.System.nanoTime",
                        "java.lang.Math.random")
                    .contains(target)
                || (call.getName().equals("now")
                    && call.getTargetOwner().getPackageName().equals("java.time")
                    && call.getTarget().getRawParameterTypes().isEmpty());
          })
          .forEach(call -> wrong.add(call.getDescription()));
    }

    assertThat(wrong).isEmpty();
  }

  @Test
  void pureRoomsDoNoInputOrOutput() {
    Set<String> pure =
        Set.of(
            "base.money",
            "base.stats",
            "base.trial",
            "exchange.chargeback",
            "exchange.reconcile",
            "exchange.source",
            "flow.catalogue",
            "flow.entry",
            "flow.importer",
            "flow.name",
            "flow.policy",
            "flow.price",
            "flow.refusal",
            "flow.rule",
            "flow.window",
            "value.adoption",
            "value.baseline",
            "value.cost",
            "value.criterion",
            "value.diagnosis",
            "value.envelope",
            "value.gate",
            "value.opportunity",
            "value.pack",
            "value.pool",
            "value.portfolio",
            "value.promotion",
            "value.ramp",
            "value.review",
            "value.statement",
            "value.unit",
            "view.shape");
    List<String> wrong = new ArrayList<>();
    for (JavaClass type : CLASSES) {
      if (pure.contains(room(type))) {
        type.getDirectDependenciesFromSelf().stream()
            .map(d -> d.getTargetClass().getPackageName())
            .filter(p ->
                p.startsWith("java.net")
                    || p.startsWith("java.nio.file")
                    || p.startsWith("java.sql"))
            .forEach(p -> wrong.add(type.getName() + " uses " + p));
      }
    }

    assertThat(wrong).isEmpty();
  }

  @Test
  void namesSayTheNoun() {
    assertThat(CLASSES.stream().map(JavaClass::getSimpleName))
        .noneMatch(n -> n.matches(".*(Manager|Helper|Utils?|Impl|Processor)"));
  }

  @Test
  void everyRoomHasItsPage() throws IOException {
    Path sources = ROOT.resolve("gateway/src/main/java/dev/weir");
    for (String room : table().keySet()) {
      Path page = sources.resolve(room.replace('.', '/')).resolve("package-info.java");
      assertThat(page).exists().content().contains("@NullMarked", "Owns:");
    }
  }

  private static Map<String, Set<String>> table() throws IOException {
    Map<String, Set<String>> rows = new TreeMap<>();
    for (String line : Files.readAllLines(ROOT.resolve("ARCHITECTURE.md"))) {
      String[] cells = line.split("\\|", -1);
      if (cells.length == 5
          && cells[1].strip().matches("(base|flow|value|exchange|view|app)(\\.[a-z]+)*")) {
        rows.put(
            cells[1].strip(),
            Arrays.stream(cells[3].strip().split(" "))
                .filter(s -> !s.isEmpty())
                .collect(Collectors.toSet()));
      }
    }
    return rows;
  }

  private static Map<String, Set<String>> dependencies() {
    Map<String, Set<String>> all = new TreeMap<>();
    for (JavaClass type : CLASSES) {
      String from = room(type);
      for (Dependency dependency : type.getDirectDependenciesFromSelf()) {
        String to = room(dependency.getTargetClass());
        if (!from.isEmpty() && !to.isEmpty() && !to.equals(from)) {
          all.computeIfAbsent(from, _ -> new TreeSet<>()).add(to);
        }
      }
    }
    return all;
  }

  private static Set<String> usersOf(String... packages) {
    return CLASSES.stream()
        .filter(type ->
            type.getDirectDependenciesFromSelf().stream()
                .map(d -> d.getTargetClass().getPackageName())
                .anyMatch(p -> Arrays.stream(packages).anyMatch(p::startsWith)))
        .map(HouseRulesTest::room)
        .collect(Collectors.toSet());
  }

  private static String floor(String room) {
    return room.contains(".") ? room.substring(0, room.indexOf('.')) : room;
  }

  private static String room(JavaClass type) {
    String name = type.getPackageName();
    return name.startsWith("dev.weir.") ? name.substring("dev.weir.".length()) : "";
  }
}
