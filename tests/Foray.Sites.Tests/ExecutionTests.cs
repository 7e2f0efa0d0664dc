using Foray.Sdk.Sites;

namespace Foray.Sites.Tests;

public sealed class LocalExecutionTests : ExecutionContract
{
    protected override string MachineFolder => Path.Combine(Context.StateFolder, "m1");

    protected override ISite CreateSite() => LocalSites.Create(Processes);
}

public sealed class ShellExecutionTests : ExecutionContract
{
    protected override string MachineFolder => Path.Combine(Context.StateFolder, "m1");

    protected override ISite CreateSite() => new ShellSite(Processes);
}

public sealed class SshExecutionTests(SshServer server) : ExecutionContract, IClassFixture<SshServer>
{
    protected override string MachineFolder => SshFolders.Of(Record.Id);

    protected override ISite CreateSite() => SshFolders.Site(server, Processes);
}
