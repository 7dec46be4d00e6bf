package dev.weir.app.config;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Where alerts go besides the log.
public record AlertsPart(
    @Meaning("receivers of signed alerts") List<Webhook> webhooks,
    @Meaning("channels of Slack, or of what takes the same, that are told in words")
        List<SlackPart> slack,
    @Meaning("people who are told by e-mail") List<MailPart> mail) {
  public static final AlertsPart DEFAULT = new AlertsPart(List.of(), List.of(), List.of());

  public AlertsPart {
    webhooks = List.copyOf(webhooks);
    slack = List.copyOf(slack);
    mail = List.copyOf(mail);
  }

  /// The receivers' secrets by their keys.
  public Map<String, SecretReference> secrets() {
    Map<String, SecretReference> secrets = new LinkedHashMap<>();
    for (int i = 0; i < webhooks.size(); i++) {
      secrets.put("alerts.webhooks[" + i + "].secret", webhooks.get(i).secret());
    }
    for (int i = 0; i < slack.size(); i++) {
      secrets.put("alerts.slack[" + i + "].url", slack.get(i).url());
    }
    for (int i = 0; i < mail.size(); i++) {
      String key = "alerts.mail[" + i + "].password";
      mail.get(i).password().ifPresent(password -> secrets.put(key, password));
    }
    return secrets;
  }
}
