namespace Foray.Plugins.Catalog;

/// <summary>Where packages are looked for. A package is a folder that contains an assembly of the folder's name; folders whose name begins with a dot are none.</summary>
public sealed record CatalogPlaces
{
    /// <summary>No place at all: only <see cref="Files"/> and what is added.</summary>
    public static CatalogPlaces None { get; } = new();

    /// <summary>Folder with the packages that came with the program; null for none. Default: null.</summary>
    public string? ProgramFolder { get; init; }

    /// <summary>Folder with the user's packages; null for none. Default: null.</summary>
    public string? UserFolder { get; init; }

    /// <summary>Folder of the project, whose packages lie in <c>.foray/plugins</c>; null for none. Default: null.</summary>
    public string? ProjectFolder { get; init; }

    /// <summary>Further folders with packages, besides those of the settings. Default: none.</summary>
    public IReadOnlyList<string> Folders { get; init; } = [];

    /// <summary>Assembly files of packages, wherever they lie. Default: none.</summary>
    public IReadOnlyList<string> Files { get; init; } = [];

    /// <summary>File that remembers what was found, so that the next start is faster; null for none. Default: null.</summary>
    public string? CacheFile { get; init; }

    /// <summary>Says whether the packages of a project may be used, given its folder. Default: nobody's may.</summary>
    public Func<string, ProjectTrustState> Trust { get; init; } = static _ => ProjectTrustState.Untrusted;

    /// <summary>
    /// The usual places of a program: <c>plugins</c> beside it, <c>$XDG_DATA_HOME/NAME/plugins</c> (default <c>~/.local/share</c>), and a cache in
    /// <c>$XDG_CACHE_HOME/NAME/catalog</c> (default <c>~/.cache</c>).
    /// </summary>
    /// <param name="program">Name of the program, as a folder name.</param>
    public static CatalogPlaces Of(string program) => new()
    {
        ProgramFolder = Path.Combine(AppContext.BaseDirectory, "plugins"),
        UserFolder = Folder("XDG_DATA_HOME", Path.Combine(".local", "share")) is { } data ? Path.Combine(data, program, "plugins") : null,
        CacheFile = Folder("XDG_CACHE_HOME", ".cache") is { } cache ? Path.Combine(cache, program, "catalog") : null,
    };

    /// <summary>Folder of a project's packages.</summary>
    public static string PackagesOf(string projectFolder) => Path.Combine(projectFolder, ".foray", "plugins");

    private static string? Folder(string variable, string belowHome)
    {
        if (Environment.GetEnvironmentVariable(variable) is { Length: > 0 } folder)
            return folder;
        return Environment.GetEnvironmentVariable("HOME") is { Length: > 0 } home ? Path.Combine(home, belowHome) : null;
    }
}
