using System.ComponentModel.DataAnnotations;
using Foray.Sdk.Options;

namespace Foray.Sites.Ssh;

/// <summary>Options of the site <c>ssh</c>. What is not given is taken from the user's own OpenSSH configuration.</summary>
public sealed record SshSiteOptions
{
    /// <summary>User to log in as.</summary>
    [RegularExpression(@"^[^-\s@][^\s@]*$")]
    public string? User { get; init; }

    /// <summary>Port of the SSH server.</summary>
    [Range(1, 65535)]
    public int? Port { get; init; }

    /// <summary>File of the private key, relative to the experiment file; <c>~</c> is the home folder.</summary>
    public string? Key { get; init; }

    /// <summary>Host to go through, as <c>user@host:port</c>; user and port may be left out.</summary>
    [RegularExpression(@"^([^-\s@][^\s@]*@)?[^-\s@:][^\s@:]*(:[0-9]{1,5})?$")]
    public string? Jump { get; init; }

    /// <summary>OpenSSH configuration file to use instead of the user's.</summary>
    public string? Config { get; init; }

    /// <summary>File with the keys of known hosts to use instead of the user's.</summary>
    public string? KnownHosts { get; init; }

    /// <summary>How long to wait for a host's answer.</summary>
    [DefaultDuration("10s")]
    public TimeSpan ConnectTimeout { get; init; }

    /// <summary>What the site provides.</summary>
    public required SshResources Resources { get; init; }
}
