namespace Foray.Plugins.Catalog;

/// <summary>Where a package was found.</summary>
public enum PackageSource
{
    /// <summary>Beside the program: the packages that came with it.</summary>
    Program,

    /// <summary>In the user's folder.</summary>
    User,

    /// <summary>In the project's folder; used after <c>foray plugin trust</c>.</summary>
    Project,

    /// <summary>In a folder of <c>FORAY_PLUGIN_PATH</c> or of the settings.</summary>
    Path,

    /// <summary>Named by its path, on the command line or in code.</summary>
    Explicit,

    /// <summary>Registered by hand, in code: a part of the program itself.</summary>
    Registered,
}
