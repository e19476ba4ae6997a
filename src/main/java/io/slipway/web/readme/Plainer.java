package io.slipway.web.readme;

import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.Image;
import org.commonmark.node.Link;
import org.commonmark.node.ListItem;
import org.commonmark.node.Node;
import org.commonmark.node.Paragraph;
import org.commonmark.node.Text;

/// Makes of pictures links, since a page asks no other host for anything, and of the boxes of task lists signs.
final class Plainer extends AbstractVisitor {

    private static final int BOX = "[ ] ".length();

    @Override
    public void visit(Image image) {
        visitChildren(image);
        boolean linked = within(image);
        Node place = linked ? image : new Link(image.getDestination(), image.getTitle());
        if (image.getFirstChild() == null) {
            image.appendChild(new Text(image.getDestination()));
        }
        for (Node child = image.getFirstChild(); child != null; child = image.getFirstChild()) {
            if (linked) {
                image.insertBefore(child);
            } else {
                place.appendChild(child);
            }
        }
        if (!linked) {
            image.insertBefore(place);
        }
        image.unlink();
    }

    @Override
    public void visit(ListItem item) {
        if (item.getFirstChild() instanceof Paragraph paragraph && paragraph.getFirstChild() instanceof Text text) {
            String words = text.getLiteral();
            if (words.startsWith("[ ] ")) {
                text.setLiteral("☐ " + words.substring(BOX));
            } else if (words.startsWith("[x] ") || words.startsWith("[X] ")) {
                text.setLiteral("☑ " + words.substring(BOX));
            }
        }
        visitChildren(item);
    }

    private static boolean within(Node node) {
        for (Node parent = node.getParent(); parent != null; parent = parent.getParent()) {
            if (parent instanceof Link) {
                return true;
            }
        }
        return false;
    }
}
