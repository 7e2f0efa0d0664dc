using System.CommandLine;
using Foray.Plugins.Settings;

namespace MusicPlayer;

/// <summary>Options of every command: which plugins there are, and which of them count.</summary>
internal static class PlayerOptions
{
    private const string LyricsKind = "lyrics";

    public static Option<string[]> Folders { get; } = new("--plugins")
    {
        Description = "A further folder with packages of plugins; may be repeated",
        Recursive = true,
    };

    public static Option<string[]> Disable { get; } = new("--disable")
    {
        Description = "A plugin that is not used: name, kind/name or package:name; may be repeated",
        Recursive = true,
    };

    public static Option<string[]> Order { get; } = new("--order")
    {
        Description = "Which lyrics fetchers are asked first; may be repeated",
        Recursive = true,
    };

    public static IReadOnlyList<Option> All { get; } = [Folders, Disable, Order];

    /// <summary>What the command line says about plugins.</summary>
    public static PluginSettings Settings(ParseResult line) => new()
    {
        Paths = line.GetValue(Folders) ?? [],
        Disable = line.GetValue(Disable) ?? [],
        Order = new Dictionary<string, IReadOnlyList<string>> { [LyricsKind] = line.GetValue(Order) ?? [] },
    };
}
