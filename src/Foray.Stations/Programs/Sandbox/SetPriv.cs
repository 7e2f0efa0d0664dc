using System.Globalization;

namespace Foray.Stations.Programs.Sandbox;

/// <summary>util-linux's <c>setpriv</c>, which takes rights from itself and then becomes another program.</summary>
/// <param name="Path">Its path.</param>
internal sealed record SetPriv(string Path)
{
    /// <summary>Becomes another user, with no right beyond that user's.</summary>
    public IReadOnlyList<string> Become(int user)
    {
        var id = user.ToString(CultureInfo.InvariantCulture);
        return [Path, "--reuid", id, "--regid", id, "--clear-groups", "--inh-caps=-all", "--no-new-privs", "--"];
    }

    /// <summary>Ends with the thread that started it. A change of the user undoes this, so that it comes last.</summary>
    public IReadOnlyList<string> EndWithParent() => [Path, "--pdeathsig", "KILL", "--no-new-privs", "--"];
}
