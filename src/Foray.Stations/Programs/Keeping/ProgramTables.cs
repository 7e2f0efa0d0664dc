namespace Foray.Stations.Programs.Keeping;

/// <summary>The tables of a store of programs. Times are Unix milliseconds.</summary>
internal static class ProgramTables
{
    /// <summary>What makes each version of the one before. What was released is never changed.</summary>
    public static IReadOnlyList<string> Versions { get; } =
    [
        """
        create table programs (
            id text primary key, family text not null, reporting text not null, runtime text not null, main text not null, epoch integer not null, phase text not null,
            snapshot blob not null, moving blob, peer text, arrived integer not null, changed integer not null);
        create table outbox (
            id text primary key, family text not null, station text not null, epoch integer not null, confirmed integer not null, result blob not null, added integer not null);
        create table reports (
            id text primary key, family text not null, epoch integer not null, result blob not null, size integer not null, added integer not null);
        create index reports_family on reports (family);
        create index reports_added on reports (added);
        """,
    ];
}
