package dev.weir.simulator.replay;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vertx.core.buffer.Buffer;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/// The recordings of one file.
///
/// @param skipped entries of the file that cannot be served
record RecordingFile(List<Recording> recordings, int skipped) {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int YAML_CODE_POINTS_MAX = 64 * 1024 * 1024;

  /// Headers that belong to the recorded connection or describe bytes that are not served as such.
  private static final Set<String> NOT_REPLAYED =
      Set.of(
          "connection",
          "content-encoding",
          "content-length",
          "date",
          "keep-alive",
          "set-cookie",
          "trailer",
          "transfer-encoding",
          "upgrade");

  RecordingFile {
    recordings = List.copyOf(recordings);
  }

  static RecordingFile read(Path file) throws IOException {
    String name = file.getFileName().toString();
    if (name.endsWith(".jsonl.gz")) {
      return jsonLines(file, name);
    }
    return name.endsWith(".yaml") ? yaml(file, name) : new RecordingFile(List.of(), 0);
  }

  private static RecordingFile jsonLines(Path file, String name) throws IOException {
    var found = new ArrayList<Recording>();
    int number = 0;
    try (InputStream in = new GZIPInputStream(Files.newInputStream(file));
        var reader = new BufferedReader(new InputStreamReader(in, UTF_8))) {
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        number++;
        Recording recording = line.contains("<redacted>") ? null : jsonLine(name, number, line);
        if (recording != null) {
          found.add(recording);
        }
      }
    }
    return new RecordingFile(found, number - found.size());
  }

  private static @Nullable Recording jsonLine(String name, int number, String line)
      throws IOException {
    JsonNode entry = JSON.readTree(line);
    JsonNode text = entry.path("body");
    JsonNode binary = entry.path("body_b64");
    int status = entry.path("status").asInt();
    if (status < 200 || (!text.isTextual() && !binary.isTextual())) {
      return null;
    }
    var headers = new HashMap<String, String>();
    entry
        .path("resp_headers")
        .properties()
        .forEach(header -> put(headers, header.getKey(), header.getValue().asText()));
    Buffer body =
        text.isTextual()
            ? Buffer.buffer(text.asText())
            : Buffer.buffer(Base64.getDecoder().decode(binary.asText()));
    return new Recording(name + "#" + number, entry.path("uri").asText(), status, headers, body);
  }

  private static RecordingFile yaml(Path file, String name) throws IOException {
    var settings = LoadSettings.builder().setCodePointLimit(YAML_CODE_POINTS_MAX).build();
    Object root = new Load(settings).loadFromString(Files.readString(file));
    var found = new ArrayList<Recording>();
    int number = 0;
    if (field(root, "interactions") instanceof List<?> interactions) {
      for (Object interaction : interactions) {
        number++;
        Recording recording = interaction(name + "#" + number, interaction);
        if (recording != null) {
          found.add(recording);
        }
      }
    }
    return new RecordingFile(found, number - found.size());
  }

  private static @Nullable Recording interaction(String name, Object interaction)
      throws IOException {
    Object request = field(interaction, "request");
    Object response = field(interaction, "response");
    Object body = field(response, "body");
    Object content = body instanceof Map<?, ?> map ? map.get("string") : body;
    Object status = field(response, "status");
    Object code = status instanceof Map<?, ?> map ? map.get("code") : field(response, "code");
    Object uri = field(request, "uri") == null ? field(request, "url") : field(request, "uri");
    if (content == null || !(code instanceof Integer number)) {
      return null;
    }
    var headers = new HashMap<String, String>();
    if (field(response, "headers") instanceof Map<?, ?> recorded) {
      recorded.forEach((key, value) -> put(headers, String.valueOf(key), first(value)));
    }
    return new Recording(name, String.valueOf(uri), number, headers, bytes(content));
  }

  private static Buffer bytes(Object content) throws IOException {
    if (!(content instanceof byte[] raw)) {
      return Buffer.buffer(String.valueOf(content));
    }
    boolean zipped = raw.length > 2 && (raw[0] & 0xff) == 0x1f && (raw[1] & 0xff) == 0x8b;
    if (!zipped) {
      return Buffer.buffer(raw);
    }
    try (var in = new GZIPInputStream(new ByteArrayInputStream(raw))) {
      return Buffer.buffer(in.readAllBytes());
    }
  }

  private static void put(Map<String, String> headers, String name, String value) {
    String lower = name.toLowerCase(Locale.ROOT);
    if (!NOT_REPLAYED.contains(lower)) {
      headers.put(lower, value);
    }
  }

  private static String first(Object value) {
    return String.valueOf(value instanceof List<?> list && !list.isEmpty() ? list.get(0) : value);
  }

  private static @Nullable Object field(@Nullable Object map, String name) {
    return map instanceof Map<?, ?> fields ? fields.get(name) : null;
  }
}
