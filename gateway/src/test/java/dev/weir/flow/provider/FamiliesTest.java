package dev.weir.flow.provider;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.base.http.Origin;
import dev.weir.flow.dialect.Dialect;
import dev.weir.flow.dialect.Incoming;
import dev.weir.flow.dialect.Wire;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FamiliesTest {
  private static final Path ROOT = Path.of(System.getProperty("weir.root", ".."));
  private static final String USUAL =
      """
      {"family": "f", "auth": {"header": "x-api-key"},
       "wires": {"openai.chat": {"path": "/v1/chat"}}, "usage": {"input": ["in"]}}\
      """;

  private static Family read(String json) {
    return FamilyFile.read("f", json.getBytes(UTF_8));
  }

  @Test
  void everyFileIsAFamilyAndEveryFamilyAFile() throws IOException {
    Path files = ROOT.resolve("gateway/src/main/resources/dev/weir/flow/provider");
    try (Stream<Path> listed = Files.list(files)) {
      assertThat(listed.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrderElementsOf(
              Families.NAMES.stream().map(name -> name + ".json").toList());
    }
    Families families = Families.read();
    assertThat(Families.NAMES)
        .isSorted()
        .allSatisfy(name -> assertThat(families.named(name).name()).isEqualTo(name));
  }

  @Test
  void everyFamilyIsInTheDocumentation() throws IOException {
    String page = Files.readString(ROOT.resolve("docs/providers.md"));

    assertThat(Families.NAMES).allSatisfy(name -> assertThat(page).contains("| `" + name + "` |"));
  }

  /// A caller's path is a vendor's where both have it from the vendor's own SDK.
  @Test
  void aVendorTakesItsOwnWiresWhereItsSdksSendThem() {
    Families families = Families.read();
    Map<String, Dialect> own =
        Map.of("openai", Dialect.OPENAI, "anthropic", Dialect.ANTHROPIC, "gemini", Dialect.GEMINI);

    own.forEach((name, dialect) -> {
      Family family = families.named(name);
      Provider provider = provider(family, "/below");
      for (Wire wire : family.wires().keySet()) {
        assertThat(wire.dialect()).as("%s %s", name, wire).isEqualTo(dialect);
        for (boolean stream : new boolean[] {false, true}) {
          String path = provider.pathOf(wire, "m-1.5", stream).substring("/below".length());
          Incoming incoming = Incoming.of("POST", path).orElseThrow();
          assertThat(incoming.wire()).as(path).isEqualTo(wire);
          assertThat(incoming.model()).as(path).isEqualTo(path.contains("m-1.5") ? "m-1.5" : "");
          assertThat(incoming.stream()).as(path).isEqualTo(stream && path.contains(":stream"));
        }
      }
    });
  }

  @Test
  void aModelInAPathStaysOneSegmentOfIt() {
    assertThat(new WirePath("/m/{model}:ask", "/m/{model}:ask").of("a/b ?c:1", false))
        .isEqualTo("/m/a%2Fb%20%3Fc%3A1:ask");
  }

  @Test
  void aWireThatItsFamilyDoesNotSpeakHasNoPath() {
    Provider provider = provider(Families.read().named("anthropic"), "");

    assertThatThrownBy(() -> provider.pathOf(Wire.OPENAI_CHAT, "m", false))
        .hasMessage("provider up is of the family anthropic, which does not speak openai.chat");
  }

  private static Provider provider(Family family, String basePath) {
    Origin origin = new Origin(false, "up", 80);
    return new Provider("up", "up", family, origin, basePath, List.of(), 1000, Set.of());
  }

  @Test
  void aFileIsReadAsItIsWritten() {
    Family family = read(USUAL);

    assertThat(family.auth()).isEqualTo(new Auth.Header("x-api-key"));
    assertThat(family.wires())
        .hasSize(1)
        .containsEntry(Wire.OPENAI_CHAT, new WirePath("/v1/chat", "/v1/chat"));
    assertThat(read(USUAL.replace("{\"header\": \"x-api-key\"}", "{\"bearer\": {}}")).auth())
        .isEqualTo(new Auth.Bearer());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"family\": \"f\"|{\"family\": \"g\"|its file calls it 'g'",
        "\"family\": \"f\"|\"dialect\": \"f\"|'dialect' is not known here",
        "\"auth\": {\"header\": \"x-api-key\"},||'auth' is missing",
        "\"header\": \"x-api-key\"||'auth' has one member",
        "\"x-api-key\"|\"x-api-key\", \"bearer\": {}|'auth' has one member",
        "\"header\"|\"basic\"|'basic' is not known here, only bearer, header",
        "x-api-key|X-Api-Key|lower-case letters, digits and '-', was 'X-Api-Key'",
        "openai.chat|openai.talk|'openai.talk' is no wire",
        "\"openai.chat\": {\"path\": \"/v1/chat\"}||f speaks no wire",
        "\"path\"|\"paths\"|'paths' is not known here, only path, stream_path",
        "/v1/chat|v1/chat|a wire's path begins with '/'",
        "/v1/chat|/v1/chat?x=y|neither '/' nor a query, was '/v1/chat?x=y'",
        "\"usage\": {\"input\": [\"in\"]}|\"usage\": {}|f must say where usage is",
        "openai.chat|anthropic.messages|and only for them",
        "\"input\"|\"inputs\"|'inputs' is not known here, only input, output",
        "[\"in\"]|\"in\"|a figure has a list of paths",
        "[\"in\"]|[\"in.\"]|a usage path is names with a dot between, was 'in.'",
        "\"wires\": {|\"wires\": {\"openai.chat\": {\"path\": \"/x\"}, |given twice",
      })
  void whatAFileGetsWrongIsNamed(String usual, @Nullable String wrong, String rule) {
    String file = USUAL.replace(usual, wrong == null ? "" : wrong);

    assertThat(file).isNotEqualTo(USUAL);
    assertThatThrownBy(() -> read(file))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("family f")
        .hasMessageContaining(rule);
  }
}
