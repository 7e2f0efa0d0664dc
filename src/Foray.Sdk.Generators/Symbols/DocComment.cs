using System.Text.RegularExpressions;
using System.Xml;
using System.Xml.Linq;
using Microsoft.CodeAnalysis;

namespace Foray.Sdk.Generators.Symbols;

/// <summary>Doc comments as plain text.</summary>
internal static class DocComment
{
    private static readonly Regex WhiteSpace = new(@"\s+", RegexOptions.CultureInvariant);

    /// <summary>The summary without markup, white space folded; null where there is none.</summary>
    public static string? Summary(ISymbol symbol, CancellationToken cancellationToken) =>
        SummaryOf(symbol.GetDocumentationCommentXml(cancellationToken: cancellationToken));

    /// <summary>The summary in the XML of a doc comment.</summary>
    public static string? SummaryOf(string? xml)
    {
        if (string.IsNullOrWhiteSpace(xml))
            return null;
        XElement comment;
        try
        {
            // Whatever the compiler's form is, it is one element or one comment.
            comment = XElement.Parse("<doc>" + xml + "</doc>", LoadOptions.PreserveWhitespace);
        }
        catch (XmlException)
        {
            return null;
        }

        var summary = comment.Descendants("summary").FirstOrDefault();
        var text = summary is null ? "" : WhiteSpace.Replace(string.Concat(summary.Nodes().Select(Plain)), " ").Trim();
        return text.Length == 0 ? null : text;
    }

    private static string Plain(XNode node) => node switch
    {
        XText text => text.Value,
        XElement { Name.LocalName: "para" or "br" or "item" } block => " " + Inner(block) + " ",
        XElement element when element.Nodes().Any() => Inner(element),
        XElement element => Named(element),
        _ => "",
    };

    private static string Inner(XElement element) => string.Concat(element.Nodes().Select(Plain));

    private static string Named(XElement element)
    {
        if ((string?)element.Attribute("cref") is { } target)
            return LastPart(target);
        return (string?)element.Attribute("name") ?? (string?)element.Attribute("langword") ?? (string?)element.Attribute("href") ?? "";
    }

    /// <summary><c>M:Space.Type`1.Method(System.Int32)</c> is <c>Method</c> to a reader.</summary>
    private static string LastPart(string target)
    {
        var end = target.IndexOf('(');
        var path = end < 0 ? target : target.Substring(0, end);
        var last = path.Substring(path.LastIndexOfAny(['.', ':']) + 1);
        var arity = last.IndexOf('`');
        return arity < 0 ? last : last.Substring(0, arity);
    }
}
