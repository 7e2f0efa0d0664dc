using System.CommandLine;
using Foray.Plugins.Catalog;
using Foray.Plugins.Manifests;
using Foray.Sdk.Diagnostics;

namespace Foray.Cli.Extending;

/// <summary>The plugins of kind <c>command</c>: subcommands, and options of the program's own commands. Known from their manifests alone.</summary>
internal sealed class PluginCommands
{
    private const string Kind = "command";

    private readonly PluginCatalog _catalog;
    private readonly List<Diagnostic> _refused = [];

    /// <param name="catalog">The plugins that were found.</param>
    public PluginCommands(PluginCatalog catalog)
    {
        _catalog = catalog;
        var usable = catalog.NamesOf(Kind).Select(Usable).OfType<PluginDescription>().ToList();
        Subcommands = [.. usable.Where(plugin => plugin.Extends is null && !IsTaken(plugin))];
        Extensions = [.. usable.Where(plugin => plugin.Extends is not null && IsOfCommand(plugin))];
    }

    /// <summary>Those that are subcommands, by name.</summary>
    public IReadOnlyList<PluginDescription> Subcommands { get; }

    /// <summary>Those that extend a command of the program, by name.</summary>
    public IReadOnlyList<PluginDescription> Extensions { get; }

    /// <summary>Why others are neither.</summary>
    public IReadOnlyList<Diagnostic> Refused => _refused;

    /// <summary>The subcommand that somebody typed; null where none has the name.</summary>
    /// <param name="word">Its name, or <c>package:name</c>.</param>
    /// <exception cref="DiagnosticException">There is one, and it cannot be used.</exception>
    public PluginDescription? Find(string word)
    {
        var name = word[(word.IndexOf(':', StringComparison.Ordinal) + 1)..];
        if (!_catalog.OfKind(Kind).Any(plugin => plugin.Name == name && plugin.Extends is null))
            return null;
        return _catalog.Find(Kind, word, out var problem) ?? throw new DiagnosticException(problem!);
    }

    /// <summary>Adds the subcommands, that of a word with its arguments and options; the others are only named in help.</summary>
    /// <returns>True where the word is one of them.</returns>
    /// <exception cref="DiagnosticException">The word is one that cannot be used.</exception>
    public bool AddSubcommands(RootCommand root, string? word)
    {
        var asked = word is null ? null : Find(word);
        foreach (var plugin in Subcommands.Where(plugin => plugin != asked))
            root.Subcommands.Add(new Command(plugin.Name, plugin.Description));
        if (asked is not null)
            root.Subcommands.Add(PluginSubcommand.Create(word!, asked, root));
        return asked is not null;
    }

    /// <summary>Adds the options of extensions to the program's own commands.</summary>
    /// <returns>Why some were left out.</returns>
    public static IReadOnlyList<Diagnostic> ExtendCommands(RootCommand root, IReadOnlyList<PluginDescription> plugins)
    {
        var refused = new List<Diagnostic>();
        foreach (var command in root.Subcommands)
        {
            var extensions = new List<CommandExtension>();
            foreach (var plugin in plugins.Where(plugin => plugin.Extends == command.Name))
            {
                try
                {
                    var symbols = OptionSymbols.ForExtension(plugin.ReadSchema());
                    if (symbols.CollisionWith(command.Options.Concat(root.Options)) is { } taken)
                        refused.Add(Refusal(plugin, $"the command '{command.Name}' has the option '{taken}' already"));
                    else
                        extensions.Add(new CommandExtension(plugin, symbols.AddTo(command)));
                }
                catch (DiagnosticException unreadable)
                {
                    refused.AddRange(unreadable.Diagnostics.Select(problem => problem with { Severity = Severity.Warning }));
                }
            }

            if (extensions.Count > 0)
                command.Action = new ExtendedAction(command.Action!, extensions);
        }

        return refused;
    }

    private PluginDescription? Usable(string name)
    {
        if (_catalog.Find(Kind, name, out var problem) is { } plugin)
            return plugin;
        _refused.Add(problem! with { Severity = Severity.Warning });
        return null;
    }

    private bool IsTaken(PluginDescription plugin)
    {
        if (!Program.CommandNames.Contains(plugin.Name))
            return false;
        _refused.Add(Refusal(plugin, "Foray has a command of this name"));
        return true;
    }

    private bool IsOfCommand(PluginDescription plugin)
    {
        if (Program.CommandNames.Contains(plugin.Extends!) && !Program.GroupNames.Contains(plugin.Extends))
            return true;
        _refused.Add(Refusal(plugin, $"there is no command '{plugin.Extends}' that it could extend"));
        return false;
    }

    private static Diagnostic Refusal(PluginDescription plugin, string reason) => Diagnostic.Warning(CliCodes.CommandTaken,
        $"the command '{plugin.Name}' of package '{plugin.Package.Name}' is left out: {reason}",
        plugin.Extends is null ? $"type '{plugin.QualifiedName}' to use it" : "tell its author");
}
