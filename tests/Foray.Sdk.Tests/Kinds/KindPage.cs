using System.Reflection;
using System.Text;
using Foray.Sdk.Plugins;

namespace Foray.Sdk.Tests.Kinds;

/// <summary>Writes the reference of the kinds from their interfaces and doc comments.</summary>
internal static class KindPage
{
    public static IReadOnlyList<(string Name, Type Type)> KindsOf(Assembly sdk) =>
        [.. sdk.GetExportedTypes()
            .Where(type => type.GetCustomAttribute<PluginKindAttribute>() is not null)
            .Select(type => (type.GetCustomAttribute<PluginKindAttribute>()!.Name, type))
            .OrderBy(kind => kind.Name, StringComparer.Ordinal)];

    public static string Write(Assembly sdk)
    {
        var comments = new DocComments(Path.ChangeExtension(sdk.Location, ".xml"));
        var kinds = KindsOf(sdk);
        var page = new StringBuilder("# Kinds of plugins\n\n");
        page.Append("<!-- Made from the Sdk: FORAY_UPDATE_DOCS=1 with the tests of Foray.Sdk writes it anew. -->\n\n");
        page.Append("A kind is an interface of the Sdk, a plugin a class with `[Plugin(\"name\")]` that implements one. Members without a default have to be written.\n");
        page.Append("Any plugin may also implement `IPluginLifecycle` and `IClaimsResources`, and take the services at the end of this page.\n\n");
        page.Append("| kind | interface | is |\n|---|---|---|\n");
        foreach (var (name, type) in kinds)
            page.Append($"| [`{name}`](#{name}) | `{type.FullName}` | {FirstSentence(comments.Summary(type))} |\n");
        foreach (var (name, type) in kinds)
            WriteType($"\n## {name}\n\n", type, comments, page);
        page.Append("\n## For every kind\n");
        foreach (var type in (Type[])[typeof(IPluginLifecycle), typeof(IClaimsResources), typeof(IPluginHealth), typeof(Consoles.IConsole), typeof(Processes.IProcesses)])
            WriteType($"\n### {type.Name}\n\n", type, comments, page);
        return page.ToString();
    }

    private static void WriteType(string title, Type type, DocComments comments, StringBuilder page)
    {
        page.Append(title).Append($"`{type.FullName}`: {comments.Summary(type)}\n\n");
        page.Append("| member | | |\n|---|---|---|\n");
        foreach (var member in type.GetMembers().Where(member => member is PropertyInfo or MethodInfo { IsSpecialName: false }).OrderBy(member => member.MetadataToken))
            page.Append($"| `{Signature(member)}` | {(IsRequired(member) ? "required" : "has a default")} | {comments.Summary(member)} |\n");
    }

    private static bool IsRequired(MemberInfo member) => (member is PropertyInfo property ? property.GetMethod! : (MethodInfo)member).IsAbstract;

    private static string Signature(MemberInfo member)
    {
        var context = new NullabilityInfoContext();
        return member is PropertyInfo property
            ? $"{TypeName.Of(property.PropertyType, context.Create(property))} {property.Name}"
            : Method((MethodInfo)member, context);
    }

    private static string Method(MethodInfo method, NullabilityInfoContext context)
    {
        var parameters = method.GetParameters()
            .Where(parameter => parameter.ParameterType != typeof(CancellationToken))
            .Select(parameter => $"{TypeName.Of(parameter.ParameterType, context.Create(parameter))} {parameter.Name}");
        return $"{TypeName.Of(method.ReturnType, context.Create(method.ReturnParameter))} {method.Name}({string.Join(", ", parameters)})";
    }

    private static string FirstSentence(string text) => text.IndexOf(". ", StringComparison.Ordinal) is var end and > 0 ? text[..(end + 1)] : text;
}
