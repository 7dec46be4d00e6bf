package dev.weir.flow.dialect;

import dev.weir.base.wire.Scan;
import dev.weir.base.wire.SseReader;
import dev.weir.base.wire.TopMembers;
import dev.weir.base.wire.WireEvent;
import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.Optional;

/// Takes out of an OpenAI stream what [Splice.UsageRequest] put in, so that the caller gets what it
/// would have got without Weir: `"usage":null` in every chunk, and the last chunk with the usage
/// and no choices.
///
/// A chunk of whole events in which nothing is to be taken out is passed on as it is. Otherwise
/// only the event that has begun and not ended is held back. Left as they are: a usage beside
/// choices (the provider sends it unasked), members of an event whose data spans lines (no provider
/// sends it), and everything from an event on that is longer than the limit. One thread.
final class WithoutUsage implements AnswerEdit {
  private static final byte[] NOTHING = {};
  private static final byte[] USAGE = Scan.ascii("usage");
  private static final byte[] QUOTED_USAGE = Scan.ascii("\"usage\"");
  private static final byte[] CHOICES = Scan.ascii("choices");
  private static final byte[] NULL = Scan.ascii("null");

  /// What a chunk that exists only to carry the usage consists of. One with anything else loses
  /// just its usage.
  private static final List<byte[]> USAGE_CHUNK =
      List.of(
          CHOICES,
          USAGE,
          Scan.ascii("id"),
          Scan.ascii("object"),
          Scan.ascii("created"),
          Scan.ascii("model"),
          Scan.ascii("service_tier"),
          Scan.ascii("system_fingerprint"),
          Scan.ascii("obfuscation"));

  private final SseReader reader;
  private final TopMembers members = new TopMembers();
  private final ByteArrayOutputStream out = new ByteArrayOutputStream(1024);

  /// The bytes to pass on are not those of the chunk.
  private boolean altered;

  WithoutUsage(int eventBytesMax) {
    this.reader = new SseReader(eventBytesMax, this::event);
  }

  @Override
  public byte[] chunk(byte[] chunk) {
    if (reader.overlong()) {
      return chunk;
    }
    out.reset();
    altered = reader.isWithinEvent();
    reader.feed(chunk);
    if (reader.overlong()) {
      out.writeBytes(reader.takePending());
    }
    return altered || reader.isWithinEvent() ? written() : chunk;
  }

  private byte[] written() {
    return out.size() == 0 ? NOTHING : out.toByteArray();
  }

  @Override
  public byte[] end() {
    if (reader.overlong()) {
      return NOTHING;
    }
    out.reset();
    reader.end();
    return written();
  }

  @Override
  public byte[] torn() {
    return end();
  }

  @Override
  public Head head(Head theirs) {
    return theirs;
  }

  /// Usage is asked for in streams only.
  @Override
  public byte[] whole(byte[] body) {
    return body;
  }

  @Override
  public byte[] error(int status, byte[] body) {
    return body;
  }

  @Override
  public Optional<Broken> broken() {
    return Optional.empty();
  }

  private void event(WireEvent event) {
    boolean mayHaveUsage =
        event.dataLines() > 0
            && Scan.find(event.data(), event.dataFrom(), event.dataTo(), QUOTED_USAGE) >= 0;
    if (mayHaveUsage) {
      withoutUsage(event);
    } else {
      out.write(event.bytes(), event.from(), event.to() - event.from());
    }
  }

  private void withoutUsage(WireEvent event) {
    members.over(event.data(), event.dataFrom(), event.dataTo());
    int cutFrom = -1;
    int cutTo = -1;
    boolean isNull = false;
    boolean isObject = false;
    boolean noChoices = false;
    boolean nothingElse = true;
    while (members.next()) {
      if (members.nameIs(USAGE)) {
        cutFrom = members.cutFrom();
        cutTo = members.cutTo();
        isNull = members.valueIs(NULL);
        isObject = members.valueStart() == '{';
      } else if (members.nameIs(CHOICES)) {
        noChoices = members.valueIsEmptyArray();
      }
      nothingElse &= isPartOfUsageChunk();
    }
    boolean usageOnly = members.whole() && isObject && noChoices;
    if (usageOnly && nothingElse) {
      altered = true;
      return;
    }
    boolean cut = members.whole() && event.dataLines() == 1 && (isNull || usageOnly);
    altered |= cut;
    int from = cut ? cutFrom : event.to();
    int to = cut ? cutTo : event.to();
    out.write(event.bytes(), event.from(), from - event.from());
    out.write(event.bytes(), to, event.to() - to);
  }

  private boolean isPartOfUsageChunk() {
    for (byte[] name : USAGE_CHUNK) {
      if (members.nameIs(name)) {
        return true;
      }
    }
    return false;
  }
}
