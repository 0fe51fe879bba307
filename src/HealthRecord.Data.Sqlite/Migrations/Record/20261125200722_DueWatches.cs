using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace HealthRecord.Data.Sqlite.Migrations.Record
{
    /// <inheritdoc />
    public partial class DueWatches : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "DueWatches",
                columns: table => new
                {
                    PersonId = table.Column<Guid>(type: "TEXT", nullable: false),
                    LookUtc = table.Column<DateTime>(type: "TEXT", nullable: false),
                    ProgrammeId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Stamp = table.Column<Guid>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_DueWatches", x => x.PersonId);
                    table.ForeignKey(
                        name: "FK_DueWatches_Persons_PersonId",
                        column: x => x.PersonId,
                        principalTable: "Persons",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "ProgrammeFiles",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    LoadedUtc = table.Column<DateTime>(type: "TEXT", nullable: false),
                    Content = table.Column<byte[]>(type: "BLOB", nullable: false),
                    TurnedOn = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ProgrammeFiles", x => x.Id);
                });

            migrationBuilder.CreateIndex(
                name: "IX_DueWatches_LookUtc",
                table: "DueWatches",
                column: "LookUtc");

            migrationBuilder.CreateIndex(
                name: "IX_DueWatches_ProgrammeId",
                table: "DueWatches",
                column: "ProgrammeId");

            migrationBuilder.CreateIndex(
                name: "IX_ProgrammeFiles_LoadedUtc",
                table: "ProgrammeFiles",
                column: "LoadedUtc");

            // Whoever was there before has to be looked at once; the stamp only has to be some id.
            migrationBuilder.Sql(
                """
                INSERT INTO "DueWatches" ("PersonId", "LookUtc", "ProgrammeId", "Stamp")
                SELECT "Id", '1970-01-01 00:00:00', '00000000-0000-0000-0000-000000000000', "Id" FROM "Persons"
                """
            );
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "DueWatches");

            migrationBuilder.DropTable(
                name: "ProgrammeFiles");
        }
    }
}
