using System.Reflection;
using System.Text;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace Foray.Sdk.Tests.Kinds;

/// <summary>Summaries of doc comments as Markdown.</summary>
internal sealed partial class DocComments(string path)
{
    private readonly Dictionary<string, XElement> _members = XDocument.Load(path).Descendants("member")
        .ToDictionary(member => member.Attribute("name")!.Value, StringComparer.Ordinal);

    public string Summary(MemberInfo member)
    {
        var name = member switch
        {
            Type type => "T:" + type.FullName,
            PropertyInfo property => $"P:{property.DeclaringType!.FullName}.{property.Name}",
            _ => $"M:{member.DeclaringType!.FullName}.{member.Name}",
        };
        // A method's name is followed by its parameters; the contracts have no overloads.
        var found = _members.GetValueOrDefault(name) ?? _members.FirstOrDefault(entry => entry.Key.StartsWith(name + "(", StringComparison.Ordinal)).Value;
        return found?.Element("summary") is { } summary ? Space().Replace(Text(summary), " ").Trim() : "(undocumented)";
    }

    private static string Text(XElement element)
    {
        var text = new StringBuilder();
        foreach (var node in element.Nodes())
        {
            text.Append(node switch
            {
                XText plain => plain.Value.Replace("|", "\\|", StringComparison.Ordinal),
                XElement { Name.LocalName: "see" } see => $"`{Reference(see)}`",
                XElement { Name.LocalName: "paramref" } parameter => $"`{parameter.Attribute("name")!.Value}`",
                XElement { Name.LocalName: "c" } code => $"`{code.Value}`",
                XElement other => Text(other),
                _ => "",
            });
        }

        return text.ToString();
    }

    private static string Reference(XElement see)
    {
        var name = (see.Attribute("cref") ?? see.Attribute("langword"))!.Value;
        name = name[(name.IndexOf(':', StringComparison.Ordinal) + 1)..].Split('(')[0];
        var parts = name.Split('.');
        // A member is told with its type.
        return see.Attribute("cref")?.Value[0] is 'T' or null ? parts[^1] : string.Join('.', parts[^2..]);
    }

    [GeneratedRegex(@"\s+")]
    private static partial Regex Space();
}
