package org.dixwatcher.text;

import org.dixwatcher.api.verb.VerbCall.Terminal;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Lines up cells. On a terminal that is too narrow, whole columns are left out, those of least use
 * first, rather than that lines wrap; then the first column is cut.
 */
public final class Table {

    private static final String GAP = "  ";
    private static final int LEAST_FIRST_COLUMN = 8;

    private final List<Column> columns;
    private final List<List<Cell>> rows = new ArrayList<>();

    /**
     * A column.
     *
     * @param title in capitals
     * @param right whether it is set flush right, as numbers are
     * @param rank the higher, the sooner it is left out; 0 for never
     */
    public record Column(String title, boolean right, int rank) {}

    public Table(List<Column> columns) {
        this.columns = List.copyOf(columns);
    }

    /** Adds a row; one cell for each column. */
    public void row(List<Cell> cells) {
        if (cells.size() != columns.size()) {
            throw new IllegalArgumentException(cells.size() + " cells, " + columns.size());
        }
        rows.add(List.copyOf(cells));
    }

    /** Returns the lines, made for a terminal; without one they are as wide as they need to be. */
    public List<String> lines(Terminal terminal, boolean headers) {
        List<List<Cell>> all = new ArrayList<>(rows);
        if (headers) {
            all.addFirst(columns.stream().map(c -> new Cell(c.title(), Style.BOLD)).toList());
        }
        int[] widths = widths(all);
        List<Integer> shown = shown(widths, terminal.columns());
        shrinkFirst(widths, shown, terminal.columns());
        return all.stream().map(row -> line(row, shown, widths, terminal.colours())).toList();
    }

    private int[] widths(List<List<Cell>> all) {
        int[] widths = new int[columns.size()];
        for (List<Cell> row : all) {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], row.get(i).text().length());
            }
        }
        return widths;
    }

    private List<Integer> shown(int[] widths, int limit) {
        List<Integer> shown = new ArrayList<>();
        for (int i = 0; i < widths.length; i++) {
            shown.add(i);
        }
        Comparator<Integer> byRank = Comparator.comparingInt(i -> columns.get(i).rank());
        while (limit > 0 && total(widths, shown) > limit) {
            Integer least = shown.stream().max(byRank).orElseThrow();
            if (columns.get(least).rank() == 0) {
                break;
            }
            shown.removeIf(least::equals);
        }
        return shown;
    }

    private static void shrinkFirst(int[] widths, List<Integer> shown, int limit) {
        int over = total(widths, shown) - limit;
        if (limit > 0 && over > 0) {
            widths[0] = Math.max(Math.min(widths[0], LEAST_FIRST_COLUMN), widths[0] - over);
        }
    }

    private static int total(int[] widths, List<Integer> shown) {
        return shown.stream().mapToInt(i -> widths[i]).sum() + GAP.length() * (shown.size() - 1);
    }

    private String line(List<Cell> row, List<Integer> shown, int[] widths, boolean colours) {
        StringBuilder line = new StringBuilder();
        int last = shown.getLast();
        for (int i : shown) {
            Cell cell = row.get(i);
            String text = cell.fitted(widths[i]);
            String padding = " ".repeat(widths[i] - text.length());
            String styled = cell.style().apply(text, colours);
            line.append(columns.get(i).right() ? padding + styled : styled);
            if (i != last) {
                line.append(columns.get(i).right() ? "" : padding).append(GAP);
            }
        }
        return line.toString().stripTrailing();
    }
}
