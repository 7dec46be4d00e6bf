package dev.weir.flow.name;

import dev.weir.base.wire.Cuts;
import dev.weir.base.wire.JsonCursor;
import dev.weir.base.wire.JsonCursor.Kind;
import dev.weir.base.wire.JsonFault;
import dev.weir.flow.dialect.Dialect;
import dev.weir.flow.dialect.GeminiMembers;
import dev.weir.flow.dialect.Wire;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;

/// A request's body, its members where one pass has found them, and the edits to be made. It was
/// read as an ask before: it is an object that names no member twice. One expansion.
final class Request {
  private final byte[] body;
  private final Dialect dialect;
  private final int open;
  private final Map<String, Member> members = new HashMap<>();
  private final List<String> added = new ArrayList<>();
  private final Cuts cuts = new Cuts();
  private int left;

  /// A member of the body.
  ///
  /// @param from its value's first byte
  /// @param to behind its value's last byte
  /// @param behind the end of the member before it, or of the opening bracket
  record Member(Kind kind, int from, int to, int behind) {}

  private Request(byte[] body, Dialect dialect, int open) {
    this.body = body;
    this.dialect = dialect;
    this.open = open;
  }

  static Request read(Wire wire, byte[] body) throws JsonFault {
    try (JsonCursor cursor = JsonCursor.over(body)) {
      int behind = cursor.end();
      Request request = new Request(body, wire.dialect(), behind);
      while (cursor.nextMember()) {
        String name = request.spelled(cursor.name());
        Kind kind = cursor.kind();
        int from = cursor.start();
        cursor.skip();
        request.members.put(name, new Member(kind, from, cursor.end(), behind));
        behind = cursor.end();
      }
      request.left = request.members.size();
      return request;
    }
  }

  /// Gemini takes a name in two spellings.
  private String spelled(String name) {
    return dialect == Dialect.GEMINI ? GeminiMembers.camel(name) : name;
  }

  /// A member that is there and not null.
  Optional<Member> given(String name) {
    return Optional.ofNullable(members.get(name)).filter(member -> member.kind() != Kind.NULL);
  }

  /// The same of a member that has to be of one of these kinds: what it says must not be lost to a
  /// text that takes its place.
  ///
  /// @throws JsonFault that names it
  Optional<Member> given(String name, Kind... kinds) throws JsonFault {
    Optional<Member> given = given(name);
    if (given.isPresent() && !List.of(kinds).contains(given.get().kind())) {
      throw new JsonFault(
          "'%s' is of the kind %s, was %s".formatted(name, List.of(kinds), given.get().kind()),
          given.get().from());
    }
    return given;
  }

  boolean names(String name) {
    return members.containsKey(name);
  }

  /// A cursor on a member's value, whose positions are those of the body.
  JsonCursor over(Member member) throws JsonFault {
    return JsonCursor.over(body, member.from(), member.to());
  }

  /// The inside of a member that is a string, as it came.
  String inside(Member member) {
    return new String(
        body, member.from() + 1, member.to() - member.from() - 2, StandardCharsets.UTF_8);
  }

  void set(String name, String json) {
    Member member = members.get(name);
    if (member == null) {
      added.add('"' + name + "\":" + json);
    } else {
      cuts.replace(member.from(), member.to(), json);
    }
  }

  void wrap(Member member, String before, String behind) {
    cuts.insert(member.from(), before).insert(member.to(), behind);
  }

  void insert(int at, String json) {
    cuts.insert(at, json);
  }

  /// Takes a member out, with the comma that is one too many then.
  void remove(Member member) {
    left--;
    int to = member.to();
    if (member.behind() == open) {
      to = past(to);
      to = body[to] == ',' ? to + 1 : member.to();
    }
    cuts.remove(member.behind(), to);
  }

  /// The next byte that is no white space.
  private int past(int at) {
    int next = at;
    while (body[next] == ' ' || body[next] == '\t' || body[next] == '\n' || body[next] == '\r') {
      next++;
    }
    return next;
  }

  Items items(Member array) throws JsonFault {
    try (JsonCursor cursor = over(array)) {
      return Items.read(cursor, array.from() + 1, cuts);
    }
  }

  /// Adds to an object of the body what it does not have; makes it if there is none.
  void fill(String object, SequencedMap<String, String> values) throws JsonFault {
    Optional<Member> there = given(object);
    if (there.isEmpty()) {
      set(object, "{" + String.join(",", written(values)) + "}");
      return;
    }
    if (there.get().kind() != Kind.OBJECT) {
      return; // the provider's to refuse
    }
    Set<String> has = new HashSet<>();
    try (JsonCursor cursor = over(there.get())) {
      while (cursor.nextMember()) {
        has.add(spelled(cursor.name()));
        cursor.skip();
      }
    }
    boolean empty = has.isEmpty();
    values.keySet().removeAll(has);
    String more = String.join(",", written(values));
    if (!more.isEmpty()) {
      cuts.insert(there.get().from() + 1, empty ? more : more + ",");
    }
  }

  private static List<String> written(Map<String, String> values) {
    return values.entrySet().stream()
        .map(each -> '"' + each.getKey() + "\":" + each.getValue())
        .toList();
  }

  byte[] edited() {
    if (!added.isEmpty()) {
      cuts.insert(open, String.join(",", added) + (left > 0 ? "," : ""));
    }
    return cuts.applied(body);
  }
}
