package io.slipway.web.readme;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.Code;
import org.commonmark.node.Heading;
import org.commonmark.node.Node;
import org.commonmark.node.Text;
import org.commonmark.renderer.html.AttributeProvider;

/// Gives the headings of one README the ids that its links expect: as GitHub makes them, behind a prefix.
final class Headings implements AttributeProvider {

    private static final int LONGEST = 150;

    private final Map<String, Integer> taken = new HashMap<>();

    @Override
    public void setAttributes(Node node, String tag, Map<String, String> attributes) {
        if (node instanceof Heading) {
            String id = id(words(node));
            int times = taken.merge(id, 1, Integer::sum);
            if (!id.isEmpty()) {
                attributes.put("id", ReadmeHtml.PREFIX + id + (times > 1 ? "-" + (times - 1) : ""));
            }
        }
    }

    private static String id(String words) {
        String id = words.strip()
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^\\p{L}\\p{N}\\s_-]", "")
                .replaceAll("\\s", "-");
        return id.length() > LONGEST ? id.substring(0, LONGEST) : id;
    }

    private static String words(Node heading) {
        StringBuilder words = new StringBuilder();
        heading.accept(new AbstractVisitor() {
            @Override
            public void visit(Text text) {
                words.append(text.getLiteral());
            }

            @Override
            public void visit(Code code) {
                words.append(code.getLiteral());
            }
        });
        return words.toString();
    }
}
