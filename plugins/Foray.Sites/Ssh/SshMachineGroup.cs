using System.ComponentModel.DataAnnotations;
using Foray.Sdk.Options;

namespace Foray.Sites.Ssh;

/// <summary>Machines with the same labels. Options given here override those of the site.</summary>
[ExactlyOneOf(nameof(Host), nameof(Hosts))]
public sealed record SshMachineGroup
{
    /// <summary>Labels of the machines.</summary>
    public required LabelSet Labels { get; init; }

    /// <summary>The host of a single machine: a name, an address, or an alias of the OpenSSH configuration.</summary>
    [RegularExpression(@"^[^-\s@/][^\s@/]*$")]
    public string? Host { get; init; }

    /// <summary>The hosts, one machine each.</summary>
    [MachineCount]
    [MinLength(1)]
    [Unique]
    public IReadOnlyList<string>? Hosts { get; init; }

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
}
