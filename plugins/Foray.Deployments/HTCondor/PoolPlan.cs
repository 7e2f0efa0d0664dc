using System.Text;

namespace Foray.Deployments.HTCondor;

/// <summary>A pool as its sections describe it.</summary>
/// <param name="Members">Its machines; one of them is the central manager.</param>
/// <param name="HasPassword">False for the pool of one personal machine, where nobody comes from elsewhere.</param>
internal sealed record PoolPlan(IReadOnlyList<PoolMember> Members, bool HasPassword)
{
    private const string Loopback = "127.0.0.1";

    /// <summary>The machine with the central manager.</summary>
    public PoolMember Manager => Members.First(member => member.Roles.Contains(HTCondorRole.CentralManager));

    /// <summary>Configuration of a member, which comes last of all that its HTCondor reads. Where the password lies is known on the machine alone.</summary>
    public string Configuration(PoolMember member)
    {
        var text = new StringBuilder($"""
            CONDOR_HOST = {Manager.Address ?? Loopback}
            COLLECTOR_HOST = $(CONDOR_HOST)
            DAEMON_LIST = {string.Join(' ', member.Roles.SelectMany(PoolMember.DaemonsOf).Prepend("master").Select(daemon => daemon.ToUpperInvariant()))}
            USE_SHARED_PORT = True

            """.ReplaceLineEndings("\n"));
        // A host's name is no interface: HTCondor chooses one itself then.
        if (member.Address is null || char.IsAsciiDigit(member.Address[0]))
            text.Append("NETWORK_INTERFACE = ").Append(member.Address ?? Loopback).Append('\n');
        return text.Append(Security()).Append(member.MoreLines).ToString();
    }

    /// <summary>Daemons of the pool know each other by its password, and those of one machine by the file system. Who is neither may look.</summary>
    private string Security()
    {
        var methods = HasPassword ? "FS, PASSWORD" : "FS";
        var daemons = HasPassword ? "condor_pool@*, condor@*, root@*" : "condor@*, root@*";
        return $"""
            SEC_DEFAULT_AUTHENTICATION = REQUIRED
            SEC_DEFAULT_INTEGRITY = REQUIRED
            SEC_DEFAULT_AUTHENTICATION_METHODS = {methods}
            SEC_CLIENT_AUTHENTICATION = OPTIONAL
            SEC_CLIENT_AUTHENTICATION_METHODS = {methods}
            SEC_READ_AUTHENTICATION = OPTIONAL
            ALLOW_READ = *
            ALLOW_WRITE = *
            ALLOW_DAEMON = {daemons}
            ALLOW_NEGOTIATOR = {daemons}
            ALLOW_ADMINISTRATOR = {daemons}

            """.ReplaceLineEndings("\n");
    }
}
