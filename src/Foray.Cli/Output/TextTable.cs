using System.Text;

namespace Foray.Cli.Output;

/// <summary>Rows of text in columns that are as wide as their widest cell.</summary>
internal static class TextTable
{
    /// <summary>A line per row, two blanks between columns; empty where there is no row but the headings.</summary>
    /// <param name="headings">The first row.</param>
    /// <param name="rows">The others.</param>
    public static string Format(IReadOnlyList<string> headings, IReadOnlyList<IReadOnlyList<string>> rows)
    {
        if (rows.Count == 0)
            return "";
        var widths = headings.Select((heading, column) => rows.Max(row => row[column].Length) is var width && width > heading.Length ? width : heading.Length).ToList();
        var text = new StringBuilder();
        foreach (var row in rows.Prepend(headings))
            text.Append(string.Join("  ", row.Select((cell, column) => cell.PadRight(widths[column]))).TrimEnd()).Append('\n');
        return text.ToString();
    }
}
