using System.Data.Common;
using Foray.Tracking.Store.Sql;

namespace Foray.Tracking.Artifacts;

internal sealed class SqlArtifacts(SqlWork work, IContentStore contents) : IArtifacts
{
    private const string Select = "select r.run, a.path, a.hash, a.size, a.location from artifacts a join runs r on r.id = a.run where r.run = @run";

    public Task<IReadOnlyList<Artifact>> ListAsync(string run, CancellationToken cancellationToken) => work.ReadAsync<IReadOnlyList<Artifact>>(
        async session => await session.ListAsync($"{Select} order by a.path", Read, ("@run", run)), cancellationToken);

    public Task<Artifact?> FindAsync(string run, string path, CancellationToken cancellationToken) => work.ReadAsync(
        async session => (await session.ListAsync($"{Select} and a.path = @path", Read, ("@run", run), ("@path", path))).FirstOrDefault(), cancellationToken);

    public async Task<Stream> OpenAsync(Artifact artifact, CancellationToken cancellationToken)
    {
        var file = artifact.Location is { } location ? OpenLocation(location) : await contents.OpenAsync(artifact.Hash, cancellationToken);
        if (file is null)
            throw Damaged(artifact, "is missing");
        try
        {
            if (await ContentHash.OfAsync(file, cancellationToken) != artifact.Hash)
                throw Damaged(artifact, "is not what was logged");
            file.Position = 0;
            return file;
        }
        catch
        {
            await file.DisposeAsync();
            throw;
        }
    }

    public Task<StoredContent> WriteAsync(Stream content, CancellationToken cancellationToken) => contents.WriteAsync(content, cancellationToken);

    public Task<bool> ContainsAsync(string hash, CancellationToken cancellationToken) => contents.ContainsAsync(hash, cancellationToken);

    private FileStream? OpenLocation(string location) =>
        contents.Folder is null && !Path.IsPathRooted(location) ? null : ContentFile.Open(Path.Combine(contents.Folder ?? "/", location));

    private Sdk.Diagnostics.DiagnosticException Damaged(Artifact artifact, string what) => StoreErrors.Damaged(
        work.Engine.Location, $"the content of the artifact '{artifact.Path}' of run '{artifact.Run}', at {artifact.Location ?? artifact.Hash}, {what}");

    private static Artifact Read(DbDataReader row) =>
        new(row.GetString(0), row.GetString(1), row.GetString(2), row.GetInt64(3), SqlValue.Text(row, 4));
}
