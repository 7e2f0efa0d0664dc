using System.Xml;

namespace Foray.Results.Html;

/// <summary>Elements of a page: HTML that is XML too, with all text escaped.</summary>
internal static class Markup
{
    /// <summary>Begins an element.</summary>
    /// <param name="page">The page.</param>
    /// <param name="element">Its name.</param>
    /// <param name="attributes">Its attributes; those that are null are left out.</param>
    public static void Start(this XmlWriter page, string element, params ReadOnlySpan<(string Name, string? Value)> attributes)
    {
        page.WriteStartElement(element);
        foreach (var (name, value) in attributes)
            if (value is not null)
                page.WriteAttributeString(name, PlainText.Of(value));
    }

    /// <summary>Ends an element with a tag of its own: HTML knows no short form of it.</summary>
    public static void End(this XmlWriter page) => page.WriteFullEndElement();

    /// <summary>An element with text in it.</summary>
    public static void Text(this XmlWriter page, string element, string text, params ReadOnlySpan<(string Name, string? Value)> attributes)
    {
        page.Start(element, attributes);
        page.WriteString(PlainText.Of(text));
        page.End();
    }

    /// <summary>An element that never has content.</summary>
    public static void Void(this XmlWriter page, string element, params ReadOnlySpan<(string Name, string? Value)> attributes)
    {
        page.Start(element, attributes);
        page.WriteEndElement();
    }

    /// <summary>A link to a file that lies below the folder of the page. What its path holds can only be a path: no scheme, no query, no other host.</summary>
    public static string Link(params IEnumerable<string> path) =>
        "./" + string.Join('/', path.SelectMany(part => part.Split('/', StringSplitOptions.RemoveEmptyEntries)).Select(Uri.EscapeDataString));
}
