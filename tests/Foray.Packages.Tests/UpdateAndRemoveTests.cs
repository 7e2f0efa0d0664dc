using Foray.Packages.Tests.Support;

namespace Foray.Packages.Tests;

public sealed class UpdateAndRemoveTests : IDisposable
{
    private readonly Workspace _work = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _work.Dispose();

    [Fact]
    public async Task An_update_takes_the_highest_and_keeps_to_what_was_asked_for()
    {
        _work.Offer("Acme.Free", "1.0.0");
        _work.Offer("Acme.Ranged", "1.0.0");
        _work.Offer("Acme.Exact", "1.0.0");
        await _work.Install("Acme.Free", "Acme.Ranged@[1.0,2.0)", "Acme.Exact@1.0.0");
        foreach (var id in (string[])["Acme.Free", "Acme.Ranged", "Acme.Exact"])
        {
            _work.Offer(id, "1.5.0");
            _work.Offer(id, "2.0.0");
        }

        var changes = await _work.Installer().UpdateAsync([], cancellationToken: Token);
        Assert.Equal(["Acme.Exact 1.0.0", "Acme.Free 2.0.0", "Acme.Ranged 1.5.0"], _work.Found());
        Assert.Equal([PackageOutcome.Unchanged, PackageOutcome.Updated, PackageOutcome.Updated], changes.Select(change => change.Outcome));
        Assert.Equal("1.0.0", changes[1].Former);
    }

    [Fact]
    public async Task An_update_of_one_leaves_the_others()
    {
        _work.Offer("Acme.A", "1.0.0");
        _work.Offer("Acme.B", "1.0.0");
        await _work.Install("Acme.A", "Acme.B");
        _work.Offer("Acme.A", "2.0.0");
        _work.Offer("Acme.B", "2.0.0");
        await _work.Installer().UpdateAsync(["acme.a"], cancellationToken: Token);
        Assert.Equal(["Acme.A 2.0.0", "Acme.B 1.0.0"], _work.Found());
    }

    [Fact]
    public async Task An_update_never_goes_back()
    {
        _work.Offer("Acme.A", "1.0.0");
        _work.Offer("Acme.A", "2.0.0-beta");
        await _work.Install("Acme.A@2.0.0-beta");
        await _work.Install("Acme.A");
        Assert.Equal(PackageOutcome.Unchanged, Assert.Single(await _work.Installer().UpdateAsync([], cancellationToken: Token)).Outcome);
        Assert.Equal(["Acme.A 2.0.0-beta"], _work.Found());
    }

    [Fact]
    public async Task What_is_required_moves_where_it_must_or_is_named()
    {
        _work.Offer("Acme.A", "1.0.0", ("Acme.Base", "[1.0.0,2.0.0)"));
        _work.Offer("Acme.Base", "1.0.0");
        await _work.Install("Acme.A");
        _work.Offer("Acme.Base", "1.5.0");
        _work.Offer("Acme.Base", "2.0.0");
        await _work.Installer().UpdateAsync([], cancellationToken: Token);
        Assert.Equal(["Acme.A 1.0.0", "Acme.Base 1.0.0"], _work.Found());
        await _work.Installer().UpdateAsync(["Acme.Base"], cancellationToken: Token);
        Assert.Equal(["Acme.A 1.0.0", "Acme.Base 1.5.0"], _work.Found());
        _work.Offer("Acme.A", "2.0.0", ("Acme.Base", "2.0.0"));
        await _work.Installer().UpdateAsync([], cancellationToken: Token);
        Assert.Equal(["Acme.A 2.0.0", "Acme.Base 2.0.0"], _work.Found());
    }

    [Fact]
    public async Task An_update_drops_what_is_required_no_more()
    {
        _work.Offer("Acme.A", "1.0.0", ("Acme.Base", "1.0.0"));
        _work.Offer("Acme.Base", "1.0.0");
        await _work.Install("Acme.A");
        _work.Offer("Acme.A", "2.0.0");
        var changes = await _work.Installer().UpdateAsync([], cancellationToken: Token);
        Assert.Equal(["Acme.A 2.0.0"], _work.Found());
        Assert.Equal(PackageOutcome.Removed, changes.Single(change => change.Id == "Acme.Base").Outcome);
    }

    [Fact]
    public async Task The_replaced_version_stays_for_programs_that_run_until_the_next_command()
    {
        _work.Offer("Acme.A", "1.0.0");
        await _work.Install("Acme.A");
        _work.Offer("Acme.A", "2.0.0");
        await _work.Installer().UpdateAsync([], cancellationToken: Token);
        Assert.Equal(["Acme.A/1.0.0", "Acme.A/2.0.0"], _work.Stored);
        await _work.Installer().UpdateAsync([], cancellationToken: Token);
        Assert.Equal(["Acme.A/2.0.0"], _work.Stored);
    }

    [Fact]
    public async Task Removing_takes_along_what_only_it_required()
    {
        _work.Offer("Acme.A", "1.0.0", ("Acme.Base", "1.0.0"), ("Acme.Own", "1.0.0"));
        _work.Offer("Acme.B", "1.0.0", ("Acme.Base", "1.0.0"));
        _work.Offer("Acme.Base", "1.0.0");
        _work.Offer("Acme.Own", "1.0.0");
        await _work.Install("Acme.A", "Acme.B");
        var changes = await _work.Installer().RemoveAsync(["acme.a"], Token);
        Assert.Equal(["Acme.A", "Acme.Own"], changes.Where(change => change.Outcome == PackageOutcome.Removed).Select(change => change.Id));
        Assert.Equal(["Acme.B 1.0.0", "Acme.Base 1.0.0"], _work.Found());
        Assert.Equal(["Acme.B"], _work.Lock!.Find("Acme.Base")!.RequiredBy.Keys);
    }

    [Fact]
    public async Task A_cycle_is_removed_as_a_whole()
    {
        _work.Offer("Acme.A", "1.0.0", ("Acme.B", "1.0.0"));
        _work.Offer("Acme.B", "1.0.0", ("Acme.A", "1.0.0"));
        await _work.Install("Acme.A");
        await _work.Installer().RemoveAsync(["Acme.A"], Token);
        Assert.Empty(_work.Found());
        Assert.Empty(_work.Lock!.Packages);
    }

    [Fact]
    public async Task What_another_package_requires_is_not_removed_and_that_one_is_named()
    {
        _work.Offer("Acme.A", "1.0.0", ("Acme.Base", "1.0.0"));
        _work.Offer("Acme.Base", "1.0.0");
        await _work.Install("Acme.A", "Acme.Base");
        Assert.Contains("'Acme.A'", (await Workspace.Refused(() => _work.Installer().RemoveAsync(["Acme.Base"], Token), PackageCodes.StillRequired)).Message, StringComparison.Ordinal);
        Assert.Equal(["Acme.A 1.0.0", "Acme.Base 1.0.0"], _work.Found());
        await _work.Installer().RemoveAsync(["Acme.Base", "Acme.A"], Token);
        Assert.Empty(_work.Found());
    }

    [Fact]
    public async Task What_is_not_installed_is_neither_removed_nor_updated()
    {
        _work.Offer("Acme.A", "1.0.0");
        await _work.Install("Acme.A");
        Assert.Contains("Acme.A", (await Workspace.Refused(() => _work.Installer().RemoveAsync(["Acme.B"], Token), PackageCodes.NotInstalled)).Remedy, StringComparison.Ordinal);
        await Workspace.Refused(() => _work.Installer().UpdateAsync(["Acme.B"], cancellationToken: Token), PackageCodes.NotInstalled);
    }
}
