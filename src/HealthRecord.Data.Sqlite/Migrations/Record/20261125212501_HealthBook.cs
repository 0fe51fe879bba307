using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace HealthRecord.Data.Sqlite.Migrations.Record
{
    /// <inheritdoc />
    public partial class HealthBook : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "CalendarFeeds",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    AccountId = table.Column<Guid>(type: "TEXT", nullable: false),
                    SecretHash = table.Column<byte[]>(type: "BLOB", fixedLength: true, maxLength: 32, nullable: false),
                    CreatedUtc = table.Column<DateTime>(type: "TEXT", nullable: false),
                    LastUsedUtc = table.Column<DateTime>(type: "TEXT", nullable: true),
                    RevokedUtc = table.Column<DateTime>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_CalendarFeeds", x => x.Id);
                });

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

            migrationBuilder.CreateTable(
                name: "ReminderLetters",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    AccountId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Week = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    CreatedUtc = table.Column<DateTime>(type: "TEXT", nullable: false),
                    NextTryUtc = table.Column<DateTime>(type: "TEXT", nullable: true),
                    Tries = table.Column<int>(type: "INTEGER", nullable: false),
                    LeaseUntilUtc = table.Column<DateTime>(type: "TEXT", nullable: true),
                    LeaseOwner = table.Column<Guid>(type: "TEXT", nullable: true),
                    SentUtc = table.Column<DateTime>(type: "TEXT", nullable: true),
                    GivenUpUtc = table.Column<DateTime>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ReminderLetters", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "ReminderMutes",
                columns: table => new
                {
                    AccountId = table.Column<Guid>(type: "TEXT", nullable: false),
                    PersonId = table.Column<Guid>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ReminderMutes", x => new { x.AccountId, x.PersonId });
                    table.ForeignKey(
                        name: "FK_ReminderMutes_Persons_PersonId",
                        column: x => x.PersonId,
                        principalTable: "Persons",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "Reminders",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    PersonId = table.Column<Guid>(type: "TEXT", nullable: false),
                    AccountId = table.Column<Guid>(type: "TEXT", nullable: false),
                    CauseTag = table.Column<byte[]>(type: "BLOB", fixedLength: true, maxLength: 16, nullable: false),
                    Rhythm = table.Column<int>(type: "INTEGER", nullable: false),
                    Day = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    CreatedUtc = table.Column<DateTime>(type: "TEXT", nullable: false),
                    Silent = table.Column<bool>(type: "INTEGER", nullable: false),
                    SendUtc = table.Column<DateTime>(type: "TEXT", nullable: true),
                    UntilUtc = table.Column<DateTime>(type: "TEXT", nullable: true),
                    LetterId = table.Column<Guid>(type: "TEXT", nullable: true),
                    OverUtc = table.Column<DateTime>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Reminders", x => x.Id);
                    table.ForeignKey(
                        name: "FK_Reminders_Persons_PersonId",
                        column: x => x.PersonId,
                        principalTable: "Persons",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "ReminderSettings",
                columns: table => new
                {
                    AccountId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Mail = table.Column<bool>(type: "INTEGER", nullable: false),
                    DigestDay = table.Column<int>(type: "INTEGER", nullable: false),
                    DigestHour = table.Column<int>(type: "INTEGER", nullable: false),
                    QuietFrom = table.Column<int>(type: "INTEGER", nullable: false),
                    QuietTo = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ReminderSettings", x => x.AccountId);
                });

            migrationBuilder.CreateIndex(
                name: "IX_CalendarFeeds_AccountId",
                table: "CalendarFeeds",
                column: "AccountId");

            migrationBuilder.CreateIndex(
                name: "IX_CalendarFeeds_SecretHash",
                table: "CalendarFeeds",
                column: "SecretHash",
                unique: true);

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

            migrationBuilder.CreateIndex(
                name: "IX_ReminderLetters_AccountId_Week",
                table: "ReminderLetters",
                columns: new[] { "AccountId", "Week" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_ReminderLetters_NextTryUtc",
                table: "ReminderLetters",
                column: "NextTryUtc");

            migrationBuilder.CreateIndex(
                name: "IX_ReminderMutes_PersonId",
                table: "ReminderMutes",
                column: "PersonId");

            migrationBuilder.CreateIndex(
                name: "IX_Reminders_AccountId",
                table: "Reminders",
                column: "AccountId");

            migrationBuilder.CreateIndex(
                name: "IX_Reminders_LetterId",
                table: "Reminders",
                column: "LetterId");

            migrationBuilder.CreateIndex(
                name: "IX_Reminders_PersonId_AccountId_CauseTag",
                table: "Reminders",
                columns: new[] { "PersonId", "AccountId", "CauseTag" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Reminders_SendUtc",
                table: "Reminders",
                column: "SendUtc");

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
                name: "CalendarFeeds");

            migrationBuilder.DropTable(
                name: "DueWatches");

            migrationBuilder.DropTable(
                name: "ProgrammeFiles");

            migrationBuilder.DropTable(
                name: "ReminderLetters");

            migrationBuilder.DropTable(
                name: "ReminderMutes");

            migrationBuilder.DropTable(
                name: "Reminders");

            migrationBuilder.DropTable(
                name: "ReminderSettings");
        }
    }
}
