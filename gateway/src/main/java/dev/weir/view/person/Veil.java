package dev.weir.view.person;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What one request is shown of single users, and whether it was shown any. Used by one thread at a
/// time.
public final class Veil {
  private static final String USER = "user";
  private static final String NONE = "(none)";
  private static final Pattern IN_LINK = Pattern.compile("(?<![a-z_])user(=|%3D)([^&]*)");

  private final Pseudonyms pseudonyms;
  private final boolean isLifted;
  private final Known known;
  private boolean looked;

  /// Whoever has called.
  @FunctionalInterface
  public interface Known {
    /// The first user for whom this holds. Blocks.
    Optional<String> whose(Predicate<String> which);
  }

  /// @param isLifted whether ids are shown as they are
  public Veil(Pseudonyms pseudonyms, boolean isLifted, Known known) {
    this.pseudonyms = pseudonyms;
    this.isLifted = isLifted;
    this.known = known;
  }

  /// Over what leaves for people whose roles are not known: nobody asks by pseudonyms there.
  public static Veil of(Pseudonyms pseudonyms) {
    return new Veil(pseudonyms, /* isLifted= */ false, _ -> Optional.empty());
  }

  public boolean isLifted() {
    return isLifted;
  }

  /// Whether a single user has been shown or asked for.
  public boolean hasLooked() {
    return looked;
  }

  /// Single users are shown in a text that is not made of this.
  public void look() {
    looked = true;
  }

  /// A user as this reader sees it.
  public String shown(String user) {
    if (user.isEmpty() || user.equals(NONE)) {
      return user;
    }
    looked = true;
    return isLifted || Pseudonyms.isOne(user) ? user : pseudonyms.of(user);
  }

  /// The user whom this reader means: by a pseudonym whoever has it, if anybody has.
  ///
  /// @param field what was asked, for the refusal of an id where only pseudonyms are seen
  public String meant(String field, String asked) {
    if (asked.isEmpty() || asked.equals(NONE)) {
      return asked;
    }
    looked = true;
    if (Pseudonyms.isOne(asked)) {
      return known.whose(user -> pseudonyms.of(user).equals(asked)).orElse(asked);
    }
    if (!isLifted) {
      throw new IllegalArgumentException(
          "%s is a pseudonym as 'user~3f…' for whoever does not see users' ids, was '%s'"
              .formatted(field, asked));
    }
    return asked;
  }

  /// A text that says something about a user, as this reader sees it.
  public String within(String text, String user) {
    return user.isEmpty()
        ? text
        : Pattern.compile("(?<![\\w.@-])" + Pattern.quote(user) + "(?![\\w.@-])")
            .matcher(text)
            .replaceAll(_ -> Matcher.quoteReplacement(shown(user)));
  }

  /// An answer as this reader sees it: every `user`, everybody in `users`, conditions on the tag
  /// `user`, lists told apart by user, and links that ask for one.
  public JsonNode over(JsonNode answer) {
    return switch (answer) {
      case ObjectNode object -> overObject(object);
      case ArrayNode array -> mapped(array, this::over);
      default -> answer;
    };
  }

  private ObjectNode overObject(ObjectNode object) {
    ObjectNode seen = JsonNodeFactory.instance.objectNode();
    object.properties().forEach(field -> seen.set(field.getKey(), overField(object, field)));
    return seen;
  }

  private JsonNode overField(ObjectNode of, Map.Entry<String, JsonNode> field) {
    JsonNode value = field.getValue();
    return switch (field.getKey()) {
      case USER -> user(value);
      case "users", "users_listed" -> users(value);
      case "rows", "calls", "reference" -> links(value);
      case "in" -> isUser(of.path("tag")) ? users(value) : over(value);
      case "outliers" -> isUser(of.path("unit")) ? told("unit", value) : over(value);
      case "groups" -> isUser(of.path("by")) ? told("key", value) : over(value);
      case "standings" ->
          isUser(of.path("definition").path("per")) ? told("value", value) : over(value);
      default -> over(value);
    };
  }

  private static boolean isUser(JsonNode value) {
    return value.asText().equals(USER);
  }

  private JsonNode user(JsonNode value) {
    return value instanceof TextNode text ? TextNode.valueOf(shown(text.textValue())) : over(value);
  }

  private JsonNode users(JsonNode value) {
    return value instanceof ArrayNode array ? mapped(array, this::user) : over(value);
  }

  /// A list of things whose users stand in a field of another name.
  private JsonNode told(String field, JsonNode list) {
    if (!(list instanceof ArrayNode array)) {
      return over(list);
    }
    return mapped(
        array,
        each -> {
          JsonNode seen = over(each);
          if (seen instanceof ObjectNode object && object.has(field)) {
            object.set(field, user(each.path(field)));
          }
          return seen;
        });
  }

  /// Where figures lead. No other text is looked into: one that a reader has written would come
  /// back with somebody's pseudonym in it.
  private JsonNode links(JsonNode value) {
    return switch (value) {
      case TextNode text -> TextNode.valueOf(link(text.textValue()));
      case ArrayNode array -> mapped(array, this::links);
      default -> over(value);
    };
  }

  private static ArrayNode mapped(ArrayNode array, UnaryOperator<JsonNode> each) {
    ArrayNode seen = JsonNodeFactory.instance.arrayNode(array.size());
    array.forEach(element -> seen.add(each.apply(element)));
    return seen;
  }

  /// Links lead on for this reader too.
  private String link(String text) {
    return text.startsWith("/api/") && text.contains(USER)
        ? IN_LINK.matcher(text).replaceAll(this::linked)
        : text;
  }

  private String linked(MatchResult asked) {
    String user = URLDecoder.decode(asked.group(2), UTF_8);
    String seen = shown(user);
    return Matcher.quoteReplacement(
        seen.equals(user) ? asked.group() : USER + asked.group(1) + URLEncoder.encode(seen, UTF_8));
  }
}
