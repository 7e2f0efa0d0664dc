using System.Text.RegularExpressions;
using Foray.Sdk.Diagnostics;

namespace Foray.Cli.Templates;

/// <summary>Writes new plugin projects from the templates that come with the program: the same that <c>dotnet new</c> takes from the package Foray.Templates.</summary>
/// <param name="programFolder">Folder with <c>templates</c> and <c>feed</c>.</param>
/// <param name="userFeed">Folder that gets the packages which new projects are restored from.</param>
internal sealed partial class TemplateWriter(string programFolder, string userFeed)
{
    private const string Settings = ".template.config";

    private readonly string _templates = Path.Combine(programFolder, "templates");
    private readonly string _feed = Path.Combine(programFolder, "feed");

    /// <summary>Writes from this program's templates.</summary>
    /// <exception cref="DiagnosticException">There is no folder for the user's packages.</exception>
    public static TemplateWriter OfProgram() => new(AppContext.BaseDirectory, UserFeed.DefaultFolder());

    /// <summary>Kinds of plugins that there are templates for, sorted.</summary>
    public IReadOnlyList<string> Kinds => Directory.Exists(_templates)
        ? [.. Directory.EnumerateDirectories(_templates).Select(folder => Path.GetFileName(folder)).Order(StringComparer.Ordinal)]
        : [];

    /// <summary>Writes a new project.</summary>
    /// <param name="kind">Kind of its plugin.</param>
    /// <param name="name">Name of the project, the package and the namespace.</param>
    /// <param name="folder">Its folder, made if missing.</param>
    /// <returns>The new files, relative to the folder, sorted.</returns>
    /// <exception cref="DiagnosticException">The kind, the name or the folder cannot be used; nothing was written.</exception>
    public IReadOnlyList<string> Write(string kind, string name, string folder)
    {
        var target = Path.GetFullPath(folder);
        Check(kind, name, target);
        var template = Path.Combine(_templates, kind);
        var symbols = TemplateSymbols.Read(Path.Combine(template, Settings, "template.json"), name, userFeed);
        UserFeed.Fill(userFeed, PackagesFor(symbols.SdkVersion));

        Directory.CreateDirectory(Path.GetDirectoryName(target)!);
        var stage = Directory.CreateDirectory($"{target}.{Guid.NewGuid():N}").FullName;
        try
        {
            var files = Copy(template, stage, symbols);
            if (Directory.Exists(target))
                Directory.Delete(target);
            Directory.Move(stage, target);
            return files;
        }
        catch
        {
            Directory.Delete(stage, recursive: true);
            throw;
        }
    }

    private void Check(string kind, string name, string target)
    {
        var problems = new List<Diagnostic>();
        if (Kinds.Count == 0)
            problems.Add(Diagnostic.Error(TemplateCodes.NoPackages, $"there are no templates in '{_templates}'", "start Foray with its launcher, which publishes them too"));
        else if (!Kinds.Contains(kind, StringComparer.Ordinal))
            problems.Add(Diagnostic.Error(TemplateCodes.UnknownKind, $"there is no template for plugins of the kind '{kind}'", $"take one of: {string.Join(", ", Kinds)}"));
        if (!NamePattern().IsMatch(name) || name.Length > 100)
            problems.Add(Diagnostic.Error(
                TemplateCodes.BadName,
                $"a project cannot be named '{name}'",
                "give parts of letters and digits, each beginning with a capital letter, joined by points: Acme.DiskProbe"));
        else if (name == "Foray" || name.StartsWith("Foray.", StringComparison.Ordinal))
            problems.Add(Diagnostic.Error(TemplateCodes.BadName, $"a project cannot be named '{name}': that is the name of a package of Foray", "begin with a name of your own: Acme.DiskProbe"));
        if (File.Exists(target) || (Directory.Exists(target) && Directory.EnumerateFileSystemEntries(target).Any()))
            problems.Add(Diagnostic.Error(TemplateCodes.FolderInUse, $"'{target}' exists already and is left as it is", "give another folder"));
        if (problems.Count > 0)
            throw new DiagnosticException(problems);
    }

    private IReadOnlyList<string> PackagesFor(string version)
    {
        var packages = Directory.Exists(_feed) ? Directory.GetFiles(_feed, $"*.{version}.nupkg") : [];
        return packages.Any(package => Path.GetFileName(package) == $"Foray.Sdk.{version}.nupkg")
            ? packages
            : throw new DiagnosticException(Diagnostic.Error(
                TemplateCodes.NoPackages, $"there is no package of Foray.Sdk {version} in '{_feed}'", "start Foray with its launcher, which makes it too"));
    }

    private static List<string> Copy(string template, string stage, TemplateSymbols symbols)
    {
        var files = new List<string>();
        foreach (var source in Directory.EnumerateFiles(template, "*", SearchOption.AllDirectories))
        {
            var path = Path.GetRelativePath(template, source);
            if (path.StartsWith(Settings, StringComparison.Ordinal))
                continue;
            files.Add(symbols.Replace(path));
            var target = Path.Combine(stage, files[^1]);
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.WriteAllText(target, symbols.Replace(File.ReadAllText(source)));
        }

        files.Sort(StringComparer.Ordinal);
        return files;
    }

    [GeneratedRegex(@"^[A-Z][A-Za-z0-9_]*(\.[A-Z][A-Za-z0-9_]*)*\z", RegexOptions.CultureInvariant)]
    private static partial Regex NamePattern();
}
