namespace Foray.Stations.Hosting;

/// <summary>How a station is started.</summary>
public sealed record StationOptions
{
    /// <summary>Port that it listens on unless a site file or the command line names another one.</summary>
    public const int DefaultPort = 7070;

    /// <summary>Its name, different from those of the others of its cluster: letters, digits, <c>-</c> and <c>_</c>. Default: null, that of this computer.</summary>
    public string? Name { get; init; }

    /// <summary>Folder of the data of all stations of this user. Default: null, <c>$FORAY_DATA</c>, or <c>foray</c> below <c>$XDG_DATA_HOME</c> (by default <c>~/.local/share</c>).</summary>
    public string? DataFolder { get; init; }

    /// <summary>Address to listen on; only those of this computer are taken. Default: 127.0.0.1.</summary>
    public string Address { get; init; } = "127.0.0.1";

    /// <summary>Port for people and programs; 0 takes a free one. Default: null, that of the site file's <c>wamp_http</c>, or 7070.</summary>
    public int? Port { get; init; }

    /// <summary>Where the stations of a cluster meet, such as <c>redis://127.0.0.1:6379</c>. Default: null, the station is alone.</summary>
    public string? Cluster { get; init; }

    /// <summary>A site file of OCS, whose agents of this host are started. Default: null, no agents.</summary>
    public string? SiteFile { get; init; }

    /// <summary>The host of the site file that this station is. Default: null, that of this computer's name, or <c>localhost</c>.</summary>
    public string? SiteHost { get; init; }
}
