package dev.weir.flow.provider;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.base.http.Headers;
import dev.weir.base.http.Origin;
import dev.weir.flow.dialect.Dialect;
import dev.weir.flow.dialect.Incoming;
import dev.weir.flow.dialect.Splice;
import dev.weir.flow.dialect.Wire;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
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
    return FamilyFile.read("f", json.getBytes(UTF_8), Families::usage);
  }

  @Test
  void everyFileIsAFamilyAndEveryFamilyAFile() throws IOException {
    Path files = ROOT.resolve("gateway/src/main/resources/dev/weir/flow/provider");
    try (Stream<Path> listed = Files.list(files)) {
      assertThat(listed.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrderElementsOf(
              Stream.concat(
                      Families.NAMES.stream().map(name -> name + ".json"),
                      Stream.of("operations.json"))
                  .toList());
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
        Map.of(
            "openai",
            Dialect.OPENAI,
            "anthropic",
            Dialect.ANTHROPIC,
            "gemini",
            Dialect.GEMINI,
            "bedrock",
            Dialect.BEDROCK);

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
          assertThat(incoming.stream())
              .as(path)
              .isEqualTo(stream && path.matches(".*(:stream.*|-stream)"));
        }
      }
    });
  }

  @Test
  void aModelInAPathStaysOneSegmentOfIt() {
    assertThat(new WirePath("/m/{model}:ask", "/m/{model}:ask").of("a/b ?c:1", false, Map.of()))
        .isEqualTo("/m/a%2Fb%20%3Fc%3A1:ask");
  }

  @Test
  void aWireThatItsFamilyDoesNotSpeakHasNoPath() {
    Provider provider = provider(Families.read().named("anthropic"), "");

    assertThatThrownBy(() -> provider.pathOf(Wire.OPENAI_CHAT, "m", false))
        .hasMessage("provider up is of the family anthropic, which does not speak openai.chat");
  }

  @Test
  void whatIsPlacedInAPathStandsThereAndTheModelByItsOwnName() {
    Family azure = Families.read().named("azure");
    Account account =
        Account.at(azure, "", Map.of("gpt-4o", "our 4o"), Map.of("api_version", "2024-10-21"));
    Origin origin = new Origin(true, "up", 443);
    Provider provider =
        new Provider("az", "openai", azure, origin, "", List.of(), account, 1000, Set.of());

    assertThat(provider.pathOf(Wire.OPENAI_CHAT, "gpt-4o", true))
        .isEqualTo("/openai/deployments/our%204o/chat/completions?api-version=2024-10-21");
    assertThat(provider.pathOf(Wire.OPENAI_EMBEDDINGS, "other", false))
        .isEqualTo("/openai/deployments/other/embeddings?api-version=2024-10-21");
  }

  @ParameterizedTest
  @CsvSource({
    "vertex, '', google, location project",
    "vertex, bearer, bearer, location project",
    "bedrock, '', bearer, ''",
    "bedrock-anthropic, sigv4, sigv4, region",
    "azure, bearer, bearer, api_version",
    "openai, '', bearer, ''"
  })
  void anAccountHasExactlyWhatItsFamilyAndItsWayNeed(
      String family, String asked, String word, String names) {
    Family of = Families.read().named(family);
    Map<String, String> places = new HashMap<>();
    Arrays.stream(names.split(" ", -1))
        .filter(name -> !name.isEmpty())
        .forEach(name -> places.put(name, "x-1"));

    assertThat(Account.at(of, asked, Map.of(), places).auth().word()).isEqualTo(word);

    places.put("else", "y");
    assertThatThrownBy(() -> Account.at(of, asked, Map.of(), places))
        .hasMessageStartingWith("place must have [")
        .hasMessageContaining("for the family %s and auth %s".formatted(family, word))
        .hasMessageContaining("else");
  }

  @Test
  void whatAnAccountGetsWrongIsNamed() {
    Family azure = Families.read().named("azure");

    assertThatThrownBy(() -> Account.at(azure, "sigv4", Map.of(), Map.of()))
        .hasMessage("auth must be one of [header, bearer] for the family azure, was 'sigv4'");
    assertThatThrownBy(() -> Account.at(azure, "", Map.of(), Map.of()))
        .hasMessage(
            "place must have [api_version] for the family azure and auth header, and nothing else, had []");
    assertThatThrownBy(() -> Account.at(azure, "", Map.of(), Map.of("api_version", "1/2?x")))
        .hasMessageContaining("place.api_version must be letters, digits")
        .hasMessageContaining("was '1/2?x'");
    assertThatThrownBy(
            () -> Account.at(azure, "", Map.of("gpt-4o", " "), Map.of("api_version", "1")))
        .hasMessageContaining("ids.gpt-4o must have 1 to 256 characters");
  }

  @Test
  void aGuiseTakesAListFromAHeader() {
    Guise guise = Families.read().named("bedrock-anthropic").guise();

    assertThat(guise.splice(Headers.EMPTY))
        .contains(
            new Splice.Guise(
                Set.of("model", "stream"), Map.of("anthropic_version", "\"bedrock-2023-05-31\"")));
    assertThat(
            guise
                .splice(Headers.of("anthropic-beta", "a-1, b\"2", "anthropic-beta", "c"))
                .orElseThrow()
                .with())
        .containsEntry("anthropic_beta", "[\"a-1\",\"b\\\"2\",\"c\"]");
    assertThat(Guise.NONE.splice(Headers.of("anthropic-beta", "a"))).isEmpty();
  }

  private static Provider provider(Family family, String basePath) {
    Origin origin = new Origin(false, "up", 80);
    return new Provider("up", "up", family, origin, basePath, List.of(), 1000);
  }

  @Test
  void aFileIsReadAsItIsWritten() {
    Family family = read(USUAL);

    assertThat(family.auths()).containsExactly(new Auth.Header("x-api-key"));
    assertThat(family.wires())
        .hasSize(1)
        .containsEntry(Wire.OPENAI_CHAT, new WirePath("/v1/chat", "/v1/chat"));
    assertThat(read(USUAL.replace("\"x-api-key\"}", "\"x-api-key\", \"sigv4\": \"s\"}")).auths())
        .containsExactly(new Auth.Header("x-api-key"), new Auth.SigV4("s"));
  }

  @Test
  void aFamilySaysOnlyWhatItDoesOtherwise() {
    Family family =
        read(
            USUAL
                .replace("\"input\": [\"in\"]", "\"like\": \"openai\", \"input\": [\"in\"]")
                .replace("\"wires\"", "\"chat\": {\"limit\": \"max_tokens\"}, \"wires\""));

    assertThat(family.usage().isEmpty()).isFalse();
    assertThat(family.chat()).isEqualTo(new ChatManners(true, "max_tokens"));
    assertThat(read(USUAL).chat()).isEqualTo(ChatManners.OPENAI);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"family\": \"f\"|{\"family\": \"g\"|its file calls it 'g'",
        "\"family\": \"f\"|\"dialect\": \"f\"|'dialect' is not known here",
        "\"auth\": {\"header\": \"x-api-key\"},||'auth' is missing",
        "\"header\": \"x-api-key\"||'auth' is missing",
        "\"header\"|\"basic\"|'basic' is not known here, only bearer, header, sigv4, google",
        "\"auth\"|\"guise\": {\"out\": []}, \"auth\"|'out' is not known here, only without",
        "\"auth\"|\"guise\": {\"without\": 1}, \"auth\"|'without' must be a list",
        "\"auth\"|\"guise\": {\"with\": []}, \"auth\"|'with' must be an object",
        "x-api-key|X-Api-Key|lower-case letters, digits and '-', was 'X-Api-Key'",
        "openai.chat|openai.talk|'openai.talk' is no wire",
        "\"openai.chat\": {\"path\": \"/v1/chat\"}||f speaks no wire",
        "\"path\"|\"paths\"|'paths' is not known here, only path, stream_path",
        "/v1/chat|v1/chat|a wire's path begins with '/'",
        "/v1/chat|/v1/chat#x|does not end with it",
        "/v1/chat|/v1/chat?x=y?|no other '?', was '/v1/chat?x=y?'",
        "\"usage\": {\"input\": [\"in\"]}|\"usage\": {}|f must say where usage is",
        "openai.chat|anthropic.messages|and only for them",
        "\"input\"|\"inputs\"|'inputs' is not known here, only input, output",
        "[\"in\"]|\"in\"|a figure has a list of paths",
        "[\"in\"]|[\"in.\"]|a usage path is names with a dot between, was 'in.'",
        "\"wires\": {|\"wires\": {\"openai.chat\": {\"path\": \"/x\"}, |given twice",
        "\"usage\": {|\"usage\": {\"like\": \"nobody\", |family must be one of",
        "\"usage\": {|\"usage\": {\"elsewhere\": \".x\", |names with a dot between, was '.x'",
        "\"usage\": {|\"usage\": {\"rest_is_output\": 1, |must be true or false, was INTEGER",
        "\"wires\": {|\"chat\": {\"asks\": true}, \"wires\": {|only asks_usage, limit",
        "\"wires\": {|\"chat\": {\"limit\": \"n\"}, \"wires\": {|limit is 'max_tokens'",
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
