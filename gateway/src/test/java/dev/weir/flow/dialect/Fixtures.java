package dev.weir.flow.dialect;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.weir.base.wire.EventStreamOutput;
import dev.weir.flow.dialect.Recordings.Recorded;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;

/// The answers without requests among the recordings, from another project's tests: bodies, and the
/// data of streams, one event a line, to which their framing is given back here.
public final class Fixtures {
  private static final int BLOCK = 512;

  /// How lines begin that stand for Bedrock's binary messages.
  private static final Pattern MESSAGES = Pattern.compile("\\{\"(messageStart|contentBlock)");

  private Fixtures() {}

  /// @param package_ of the project they were recorded for
  @SuppressWarnings("ArrayRecordComponent") // bytes are moved, never compared
  private record File(String package_, String name, byte[] bytes) {}

  /// All of them, each with the content type its framing has. Their provider is the package's name,
  /// their path is empty.
  public static List<Recorded> all() throws IOException {
    List<Recorded> all = new ArrayList<>();
    Path archive = Recordings.folder().resolve("vercel_ai_fixtures.tar.gz");
    try (InputStream in = new GZIPInputStream(Files.newInputStream(archive))) {
      for (File file : files(in)) {
        all.add(recorded(file));
      }
    }
    return all;
  }

  /// Reads an archive's plain files: a block of 512 bytes with name and size, then the content in
  /// blocks.
  private static List<File> files(InputStream in) throws IOException {
    List<File> files = new ArrayList<>();
    byte[] head = in.readNBytes(BLOCK);
    String longName = "";
    while (head.length == BLOCK && head[0] != 0) {
      int size = Integer.parseInt(text(head, 124, 12).strip(), 8);
      byte[] content = in.readNBytes(size);
      in.skipNBytes((BLOCK - size % BLOCK) % BLOCK);
      String prefix = text(head, 345, 155);
      String name = (prefix.isEmpty() ? "" : prefix + "/") + text(head, 0, 100);
      switch (head[156]) {
        case 'x' -> longName = pathOf(new String(content, UTF_8));
        case 'L' -> longName = new String(content, UTF_8).replace("\0", "");
        case '0', 0 -> {
          String path = longName.isEmpty() ? name : longName;
          longName = "";
          int at = path.indexOf("packages/") + "packages/".length();
          files.add(new File(path.substring(at, path.indexOf('/', at)), path, content));
        }
        default -> {} // folders
      }
      head = in.readNBytes(BLOCK);
    }
    return files;
  }

  private static String text(byte[] block, int from, int length) {
    String text = new String(block, from, length, UTF_8);
    int end = text.indexOf('\0');
    return end < 0 ? text : text.substring(0, end);
  }

  private static String pathOf(String records) {
    return records
        .lines()
        .filter(line -> line.contains(" path="))
        .map(line -> line.substring(line.indexOf(" path=") + " path=".length()))
        .findFirst()
        .orElse("");
  }

  private static Recorded recorded(File file) throws IOException {
    boolean stream = file.name.endsWith(".chunks.txt");
    String text = new String(file.bytes, UTF_8);
    boolean binary = stream && MESSAGES.matcher(text).lookingAt();
    boolean error = !stream && tree(text).filter(body -> body.has("error")).isPresent();
    return new Recorded(
        file.name,
        file.package_,
        "",
        "",
        error ? tree(text).map(body -> refused(body.get("error"))).orElseThrow() : 200,
        binary ? EventStreamOutput.TYPE : stream ? "text/event-stream" : "application/json",
        "",
        binary ? messages(text) : stream ? events(text).getBytes(UTF_8) : file.bytes);
  }

  /// A finished answer has an `error` too: that there was none.
  private static int refused(JsonNode error) {
    return error.isNull()
        ? 200
        : error.path("code").asInt(0) >= 400 ? error.path("code").asInt() : 400;
  }

  private static byte[] messages(String lines) throws IOException {
    ByteArrayOutputStream messages = new ByteArrayOutputStream();
    for (String line : lines.lines().filter(each -> !each.isBlank()).toList()) {
      String type = Recordings.tree(line).fieldNames().next();
      EventStreamOutput.event(
          type, Recordings.tree(line).path(type).toString().getBytes(UTF_8), messages);
    }
    return messages.toByteArray();
  }

  private static String events(String lines) {
    StringBuilder events = new StringBuilder();
    boolean chat = false;
    for (String line : lines.lines().filter(each -> !each.isBlank()).toList()) {
      Optional<JsonNode> tree = tree(line);
      String type = tree.map(each -> each.path("type").asText("")).orElse("");
      chat |= tree.filter(each -> each.has("choices")).isPresent();
      events.append(type.isEmpty() ? "" : "event: " + type + "\n");
      events.append("data: ").append(line).append("\n\n");
    }
    return events.append(chat ? "data: [DONE]\n\n" : "").toString();
  }

  private static Optional<JsonNode> tree(String line) {
    try {
      return Optional.of(Recordings.tree(line));
    } catch (JsonProcessingException broken) {
      return Optional.empty(); // one fixture is of frames that broke
    } catch (IOException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
