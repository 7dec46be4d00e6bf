package dev.weir.flow.identity;

import dev.weir.flow.dialect.SelfNamed;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The tags of one call while they are gathered, best carrier first: what the key fixes, then
/// `x-weir-` headers, baggage, body. A tag that is there already is not replaced. One object per
/// call, used by its thread alone; no regular expressions, no maps.
///
/// Headers of Weir's own are a demand: one that cannot be granted is a problem. Baggage and bodies
/// are there for others too: what the key does not let them set is passed over.
final class CarriedTags {
  private static final String LIST_HEADER = "x-weir-tags";
  private static final String BAGGAGE_PREFIX = "weir.";
  private static final String[][] OWN_HEADERS = {
    {"x-weir-use-case", TagNames.USE_CASE},
    {"x-weir-user", TagNames.USER},
    {"x-weir-role", TagNames.ROLE},
    {"x-weir-team", TagNames.TEAM},
    {"x-weir-department", TagNames.DEPARTMENT},
    {"x-weir-cost-centre", TagNames.COST_CENTRE},
    {"x-weir-project", TagNames.PROJECT},
    {"x-weir-environment", TagNames.ENVIRONMENT},
    {"x-weir-session", TagNames.SESSION},
  };

  private final VirtualKey key;
  private final List<Tags.Tag> tags = new ArrayList<>(16);
  private final int fixed;

  /// What is wrong with what was carried; empty while nothing is. The first problem stays.
  private String problem = "";

  CarriedTags(VirtualKey key) {
    this.key = key;
    key.fixed().forEach(tags::add);
    fixed = tags.size();
  }

  /// All tags so far.
  List<Tags.Tag> tags() {
    return tags;
  }

  /// How many of the tags, from the front, are the key's.
  int fixedCount() {
    return fixed;
  }

  String problem() {
    return problem;
  }

  void readHeaders(HeaderLookup headers) {
    for (String[] header : OWN_HEADERS) {
      String value = headers.find(header[0]);
      if (value != null && !value.isEmpty()) {
        demand(header[1], value);
      }
    }
    readList(headers.find(LIST_HEADER), true);
  }

  void readBaggage(@Nullable String baggage) {
    readList(baggage, false);
  }

  void readBody(SelfNamed body) {
    offer(TagNames.USER, body.user());
    offer(TagNames.USER, body.safetyIdentifier());
    if (!body.metadata().isEmpty()) {
      body.metadata().forEach(this::offer);
    }
  }

  /// Adds what follows from the values gathered: `department=finance` from `team=payments`. A
  /// parent may have its own; each round adds a tag of a new name, so it ends.
  void deriveParents(TagRegistry registry) {
    for (int i = 0; i < tags.size(); i++) {
      Tags.Tag tag = tags.get(i);
      Optional<Tags.Tag> parent = registry.parentOf(tag);
      if (parent.isEmpty()) {
        continue;
      }
      String given = valueOf(parent.get().name());
      if (given.isEmpty()) {
        tags.add(parent.get());
      } else if (!given.equals(parent.get().value())) {
        report(
            "tag '%s': '%s' belongs to %s '%s', the call says '%s'"
                .formatted(
                    tag.name(), tag.value(), parent.get().name(), parent.get().value(), given));
      }
    }
  }

  /// Reads `a=1,b=2`, values percent-encoded; in baggage, members may have properties after `;`.
  private void readList(@Nullable String list, boolean own) {
    int start = 0;
    while (list != null && start < list.length()) {
      int comma = list.indexOf(',', start);
      int end = comma < 0 ? list.length() : comma;
      if (own) {
        readOwnMember(list.substring(start, end).strip());
      } else {
        readBaggageMember(list, start, end);
      }
      start = end + 1;
    }
  }

  /// Empty members are passed over, as in every list of HTTP.
  private void readOwnMember(String member) {
    if (member.isEmpty()) {
      return;
    }
    int equals = member.indexOf('=');
    String value = equals < 1 ? null : percentDecoded(member.substring(equals + 1).strip());
    if (value == null) {
      report(
          "header 'x-weir-tags' is 'name=value,name=value', values percent-encoded, was '%s'"
              .formatted(TagText.printable(member)));
      return;
    }
    demand(member.substring(0, equals).strip(), value);
  }

  private void readBaggageMember(String list, int start, int end) {
    int from = start;
    while (from < end && list.charAt(from) == ' ') {
      from++;
    }
    int equals = list.indexOf('=', from);
    if (!list.startsWith(BAGGAGE_PREFIX, from) || equals < 0 || equals >= end) {
      return;
    }
    int properties = list.indexOf(';', equals);
    int valueEnd = properties < 0 || properties > end ? end : properties;
    String value = percentDecoded(list.substring(equals + 1, valueEnd).strip());
    if (value != null) {
      offer(list.substring(from + BAGGAGE_PREFIX.length(), equals).strip(), value);
    }
  }

  private void demand(String name, String value) {
    String nameProblem = TagText.nameProblem(name);
    if (!nameProblem.isEmpty()) {
      report(nameProblem);
    } else if (TagRegistry.RESERVED.contains(name)) {
      report("tag '%s' is set by Weir and by no caller".formatted(name));
    } else if (key.fixed().valueOrEmpty(name).isEmpty()) {
      demandFree(name, value);
    }
  }

  private void demandFree(String name, String value) {
    String before = valueOf(name);
    if (!key.lets(name)) {
      report("tag '%s' may not be set by callers of key '%s'".formatted(name, key.name()));
    } else if (before.isEmpty()) {
      add(name, value);
    } else if (!before.equals(value)) {
      report("tag '%s' is given twice, with different values".formatted(name));
    }
  }

  private void offer(String name, String value) {
    if (!value.isEmpty() && key.lets(name) && valueOf(name).isEmpty()) {
      add(name, value);
    }
  }

  private void add(String name, String value) {
    String valueProblem = TagText.valueProblem(value);
    if (valueProblem.isEmpty() && TagRegistry.isQuarantine(name, value)) {
      valueProblem =
          "values that begin with '%s' are made by Weir".formatted(TagRegistry.QUARANTINE);
    }
    if (valueProblem.isEmpty()) {
      tags.add(new Tags.Tag(name, value));
    } else {
      report("tag '%s': %s".formatted(name, valueProblem));
    }
  }

  private void report(String what) {
    if (problem.isEmpty()) {
      problem = what;
    }
  }

  String valueOf(String name) {
    for (int i = 0; i < tags.size(); i++) {
      if (tags.get(i).name().equals(name)) {
        return tags.get(i).value();
      }
    }
    return "";
  }

  /// The text that `%XX` escapes of UTF-8 stand for, or null when they are not that.
  private static @Nullable String percentDecoded(String text) {
    if (text.indexOf('%') < 0) {
      return text;
    }
    byte[] encoded = text.getBytes(StandardCharsets.UTF_8);
    ByteBuffer decoded = ByteBuffer.allocate(encoded.length);
    for (int i = 0; i < encoded.length; i++) {
      if (encoded[i] != '%') {
        decoded.put(encoded[i]);
        continue;
      }
      boolean whole = i + 2 < encoded.length;
      int high = whole ? Character.digit(encoded[i + 1], 16) : -1;
      int low = whole ? Character.digit(encoded[i + 2], 16) : -1;
      if (high < 0 || low < 0) {
        return null;
      }
      decoded.put((byte) (high << 4 | low));
      i += 2;
    }
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(decoded.flip()).toString();
    } catch (CharacterCodingException e) {
      return null;
    }
  }
}
