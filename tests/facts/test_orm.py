"""Models in program code, one story a library."""

import textwrap
import time

import pytest

from speclint.facts.schema import read_schema
from speclint.facts.schema.orm import read_models
from tests.facts.told import told

STORIES = [
    pytest.param(
        "python",
        '''
        class Boat(Base):
            """class Ghost(Base): id = Column(Integer)"""
            __tablename__ = "boats"
            __table_args__ = (
                Index("ix_name", "name", unique=True),
                UniqueConstraint("harbour_id", "name", name="uq_home"),
                ForeignKeyConstraint(["a", "b"], ["docks.x", "docks.y"]),
            )

            id = Column(Integer, primary_key=True)
            name = Column("boat_name", String(40), nullable=False, unique=True, index=True)
            harbour_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("harbours.id", ondelete="CASCADE"))
            flag: Mapped[Optional[str]]
            note: Mapped[str | None] = mapped_column(Text)
            trips: Mapped[list["Trip"]] = relationship(back_populates="boat")
            crew = relationship("Sailor", secondary=boat_crew)

            def sail(self):
                wind = Column(Integer)
        ''',
        """
        orm boats (Boat)
          id: Integer pk
          boat_name: String(40) not-null unique indexed
          harbour_id: uuid.UUID not-null -> harbours.id
          flag: str null
          note: Text null
          unique index ix_name (name)
          unique index uq_home (harbour_id, name)
          key a,b -> docks x,y
        Boat 1:N Trip
        Boat N:M Sailor
        """,
        id="sqlalchemy",
    ),
    pytest.param(
        "py",
        """
        docks = Table("docks", metadata, Column("id", Integer, primary_key=True), Index("ix_dock", "id"))
        op.create_table("piers", sa.Column("id", sa.Integer()), sa.PrimaryKeyConstraint("id"))
        op.create_index(op.f("ix_pier"), "piers", ["id", "side"], unique=True)
        op.add_column("piers", sa.Column("side", sa.String(5), nullable=True))
        """,
        """
        orm docks
          id: Integer pk
          index ix_dock (id)
        orm piers
          id: sa.Integer() pk
          side: sa.String(5) null
        unique index on piers ix_pier (id, side)
        """,
        id="sqlalchemy-core-and-alembic",
    ),
    pytest.param(
        "python",
        """
        class Hero(SQLModel, table=True):
            id: int | None = Field(default=None, primary_key=True)
            team_id: int = Field(foreign_key="team.id", index=True, unique=True)
        """,
        """
        orm Hero
          id: int pk null
          team_id: int not-null unique indexed -> team.id
        """,
        id="sqlmodel",
    ),
    pytest.param(
        "python",
        """
        class Stamped(models.Model):
            made = models.DateTimeField(auto_now_add=True)
            class Meta:
                abstract = True

        class Trip(Stamped):
            boat = models.ForeignKey("fleet.Boat", on_delete=models.CASCADE)
            parent = models.ForeignKey("self", null=True, on_delete=models.SET_NULL)
            skipper = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE)
            ports = models.ManyToManyField("Port")
            code = models.CharField(max_length=8, unique=True, db_index=True)

            class Meta:
                db_table = "trips"
                indexes = [models.Index(fields=["boat", "-code"], name="ix_trip")]
                unique_together = ("boat", "code")
        """,
        """
        orm trips (Trip) pk=id
          boat: ForeignKey indexed -> Boat
          parent: ForeignKey null indexed -> Trip
          skipper: ForeignKey indexed
          code: CharField unique indexed
          index ix_trip (boat, code)
          unique index (boat, code)
        Trip N:M Port
        """,
        id="django",
    ),
    pytest.param(
        "python",
        """
        class Log(Document):
            title = StringField(required=True)
            author = ReferenceField(Sailor)
            meta = {"collection": "logs"}

        class Page(Document):
            slug: Indexed(str, unique=True)
            class Settings:
                name = "pages"
        """,
        """
        orm logs (Log) pk=_id
          title: StringField not-null
          author: ReferenceField indexed -> Sailor
        orm pages (Page) pk=_id
          slug: Indexed(str, unique=True) not-null unique indexed
        """,
        id="documents-of-mongodb-in-python",
    ),
    pytest.param(
        "python",
        """
        @dataclass
        class Point:
            x: int
            y: float = 0.0
            kinds: ClassVar[int] = 2

        class Tide(BaseModel):
            model_config = ConfigDict(frozen=True)
            at: datetime
            height: float | None = None

        class Mood(str, Enum):
            GLAD = "glad"

        class Options(BaseSettings):
            port: int = 1

        class Lost(Exception):
            code: int

        def f() -> str
            '''a signature without a body'''
        """,
        """
        document Point
          x: int not-null
          y: float not-null
        document Tide
          at: datetime not-null
          height: float null
        """,
        id="typed-classes-in-python",
    ),
    pytest.param(
        "prisma",
        """
        model Boat {
          id     String  @id @default(uuid())
          name   String  @unique // painted on the stern
          note   String?
          tags   String[]
          home   String  @map("home_port")
          dockId String
          dock   Dock    @relation(fields: [dockId], references: [id])
          trips  Trip[]
          @@map("boats")
          @@unique([dockId, name], name: "one_per_dock")
          @@index([name(sort: Desc)])
        }
        """,
        """
        orm boats (Boat)
          id: String pk not-null
          name: String not-null unique
          note: String null
          tags: String[] not-null
          home_port: String not-null
          dockId: String not-null -> Dock.id
          unique index one_per_dock (dockId, name)
          index (name)
        Boat N:1 Dock
        Boat 1:N Trip
        """,
        id="prisma",
    ),
    pytest.param(
        "dbml",
        """
        Table boats as B {
          id integer [primary key]
          name varchar(40) [unique, not null, note: 'on the stern']
          dock_id int [ref: > docks.id]
          indexes {
            (dock_id, name) [unique]
          }
        }
        Ref: trips.boat_id > boats.id
        """,
        """
        er boats (B)
          id: integer pk
          name: varchar(40) not-null unique
          dock_id: int -> docks.id
          unique index (dock_id, name)
        trips N:1 boats
        """,
        id="dbml",
    ),
    pytest.param(
        "ts",
        """
        @Entity('boats')
        @Index(['dockId', 'name'], { unique: true })
        export class Boat {
          @PrimaryGeneratedColumn('uuid') id: string;
          @Column({ type: 'varchar', length: 40, unique: true, nullable: false })
          name!: string;
          @Column('jsonb', { nullable: true }) rig?: { masts: number; sails: string[] };
          @Column({ name: 'dock_id' }) @Index() dockId: string
          @ManyToOne(() => Dock, (dock) => dock.boats, { nullable: false })
          @JoinColumn({ name: 'home_id', referencedColumnName: 'id' })
          home: Dock;
          @OneToMany(() => Trip, trip => trip.boat) trips: Trip[];
          get full(): string { return this.name; }
        }
        """,
        """
        orm boats (Boat)
          id: string pk
          name: varchar not-null unique
          rig: jsonb null
          dock_id: string indexed
          home_id: Dock not-null -> Dock.id
          unique index (dockId, name)
        Boat N:1 Dock
        Boat 1:N Trip
        """,
        id="typeorm",
    ),
    pytest.param(
        "typescript",
        """
        export interface Tide {
          readonly id: string;  // of the gauge
          height?: number;
          state:
            | 'rising'
            | 'falling';
          marks: Record<string, number>[]
          seen: Date | null,
          onTurn: (at: Date) => void;
        }
        interface Gauge { start(): void; stop(): Promise<void>; readonly name: string }
        type Point<T = number> = { x: T; y: T }
        type Name = string;
        class Reader { constructor(private path: string) {} read(): string { return ''; } }
        """,
        """
        document Tide
          id: string not-null
          height: number null
          state: 'rising' | 'falling' not-null
          marks: Record<string, number>[] not-null
          seen: Date | null null
        document Point
          x: T not-null
          y: T not-null
        """,
        id="typescript",
    ),
    pytest.param(
        "typescript",
        """
        export const boats = pgTable('boats', {
          id: uuid('id').primaryKey().defaultRandom(),
          name: varchar('name', { length: 40 }).notNull().unique(),
          dockId: uuid('dock_id').references(() => docks.id, { onDelete: 'cascade' }),
          masts: integer(),
        }, (t) => ({
          byDock: index('ix_dock').on(t.dockId, t.name.desc()),
          key: primaryKey({ columns: [t.id, t.masts] }),
        }));
        const logs = sqliteTable("logs", { id: text() }, (t) => [uniqueIndex("u").on(t.id)]);
        """,
        """
        orm boats
          id: uuid pk
          name: varchar not-null unique
          dock_id: uuid -> docks.id
          masts: integer pk
          index ix_dock (dockId, name)
        orm logs
          id: text unique
          unique index u (id)
        """,
        id="drizzle",
    ),
    pytest.param(
        "js",
        """
        const Boat = sequelize.define('Boat', {
          id: { type: DataTypes.UUID, primaryKey: true },
          name: { type: DataTypes.STRING(40), allowNull: false, unique: true },
          dockId: { type: DataTypes.UUID, references: { model: 'docks', key: 'id' } },
          note: DataTypes.TEXT,
        }, { tableName: 'boats', indexes: [{ unique: true, fields: ['name', 'dockId'] }] });
        Trip.init({ days: DataTypes.INTEGER }, { sequelize });
        Boat.hasMany(Trip, { foreignKey: 'boatId' });
        """,
        """
        orm boats (Boat)
          id: DataTypes.UUID pk
          name: DataTypes.STRING(40) not-null unique
          dockId: DataTypes.UUID -> docks.id
          note: DataTypes.TEXT
          unique index (name, dockId)
        orm Trip pk=id
          days: DataTypes.INTEGER
        Boat 1:N Trip
        """,
        id="sequelize",
    ),
    pytest.param(
        "javascript",
        """
        const boatSchema = new mongoose.Schema({
          name: { type: String, required: true, unique: true },
          dock: { type: Schema.Types.ObjectId, ref: 'Dock', index: true },
          tags: [String], crew: [{ type: ObjectId, ref: "Sailor" }], rig: { masts: Number }, year: Number,
        }, { timestamps: true });
        boatSchema.index({ name: 1, dock: -1 }, { unique: true });
        module.exports = mongoose.model('Boat', boatSchema);
        db.createCollection("logs", { validator: { $jsonSchema: { properties: { at: { bsonType: "date" } } } } });
        db.logs.createIndex({ at: 1 }, { name: "by_time" });
        """,
        """
        orm Boat pk=_id
          name: String not-null unique
          dock: Schema.Types.ObjectId indexed -> Dock
          tags: [String]
          crew: [ObjectId] -> Sailor
          rig: Object
          year: Number
          unique index (name, dock)
        orm logs pk=_id
          at: date
        index on logs by_time (at)
        """,
        id="mongodb-in-javascript",
    ),
    pytest.param(
        "javascript",
        """
        await knex.schema.createTable('trips', (table) => {
          table.increments('id').primary();
          table.string('port', 100).notNullable();
          table.integer('boat_id').references('id').inTable('boats').onDelete('CASCADE');
          table.index(['port', 'boat_id'], 'ix_port');
        });
        """,
        """
        orm trips
          id: increments pk
          port: string not-null
          boat_id: integer -> boats.id
          index ix_port (port, boat_id)
        """,
        id="knex",
    ),
    pytest.param(
        "ts",
        """
        export default defineSchema({
          trips: defineTable({ port: v.string(), boat: v.id("boats") }).index("by_boat", ["boat"]),
        });
        const store = db.createObjectStore("drafts", { keyPath: "id" });
        store.createIndex("by_date", "date");
        """,
        """
        orm trips pk=_id
          port: v.string() not-null
          boat: v.id("boats") not-null -> boats._id
          index by_boat (boat)
        orm drafts pk=id elided
          index by_date (date)
        """,
        id="convex-and-indexeddb",
    ),
    pytest.param(
        "java",
        """
        @Entity
        @Table(name = "trips", indexes = {@Index(name = "ix_port", columnList = "port, day DESC", unique = true)})
        public class Trip extends Stamped {
            @Id @GeneratedValue(strategy = GenerationType.IDENTITY)
            private Long id;
            @Column(name = "port_name", nullable = false, unique = true)
            private String port;
            @ManyToOne(fetch = FetchType.LAZY)
            @JoinColumn(name = "boat_id", nullable = false)
            private Boat boat;
            @OneToMany(mappedBy = "trip") private List<Leg> legs;
            private static final int MAX = 9;
            public void sail() { port = null; }
        }
        @Document(collection = "logs")
        public class Log {
            @Id private String id;
            @Indexed(unique = true) private String title;
        }
        public record Point(int x, Map<String, Integer> marks) {}
        public class Request { private String name; public String getName() { return name; } }
        @Service
        public class Sailing { private final Boats boats; }
        """,
        """
        orm trips (Trip)
          id: Long pk
          port_name: String not-null unique
          boat_id: Boat not-null -> Boat
          unique index ix_port (port, day)
        orm logs (Log)
          id: String pk
          title: String unique indexed
        document Point
          x: int
          marks: Map<String, Integer>
        document Request
          name: String
        Trip N:1 Boat
        Trip 1:N Leg
        """,
        id="java",
    ),
    pytest.param(
        "kotlin",
        """
        @Entity(tableName = "notes", indices = [Index(value = ["title"], unique = true)], foreignKeys =
            [ForeignKey(entity = Boat::class, parentColumns = ["id"], childColumns = ["boat_id"])])
        data class Note(
            @PrimaryKey(autoGenerate = true) val id: Long = 0,
            @ColumnInfo(name = "boat_id") val boatId: Long,
            val title: String?,
        )
        data class Plain(val a: Int, val b: Map<String, Int> = emptyMap())
        object Boats : Table("boats") {
            val id = integer("id").autoIncrement()
            val dockId = reference("dock_id", Docks).nullable()
            override val primaryKey = PrimaryKey(id)
        }
        """,
        """
        orm notes (Note)
          id: Long pk
          boat_id: Long -> Boat.id
          title: String? null unique
          unique index (title)
        document Plain
          a: Int
          b: Map<String, Int>
        orm boats (Boats)
          id: integer pk
          dock_id: reference null -> Docks
        """,
        id="kotlin",
    ),
    pytest.param(
        "csharp",
        """
        [Table("boats")]
        [Index(nameof(Name), nameof(DockId), IsUnique = true)]
        public class Boat : Entity {
            [Key] public Guid Id { get; set; }
            [Required][MaxLength(40)]
            public string Name { get; set; } = string.Empty;
            [Column("mast_count")] public int? Masts { get; set; }
            public Guid DockId { get; set; }
            public virtual Dock Dock { get; set; }
            public ICollection<Trip> Trips { get; set; } = new List<Trip>();
            public double Size => Masts ?? 0;
        }
        public class Tide
        {
            public int Id { get; set; }
            public double Turn(Tide next) { return 0; }
        }
        public record Point(int X, Dictionary<string, int> Marks);
        public enum Mood { Glad = 0 }
        public class Fleet : DbContext { protected override void OnModelCreating(ModelBuilder model) {
            model.Entity<Boat>(b => { b.HasIndex(x => x.Masts).IsUnique(); });
        } }
        """,
        """
        orm boats (Boat)
          Id: Guid pk
          Name: string not-null
          mast_count: int? null
          DockId: Guid -> Dock
          unique index (Name, DockId)
          unique index (Masts)
        document Tide
          Id: int
        document Point
          X: int
          Marks: Dictionary<string, int>
        Boat N:1 Dock
        Boat 1:N Trip
        """,
        id="csharp",
    ),
    pytest.param(
        "go",
        """
        type Boat struct {
            gorm.Model
            Name   string `gorm:"uniqueIndex:ix_name;not null"` // on the stern
            DockID uint
            Dock   Dock   `gorm:"foreignKey:DockID;references:ID"`
            Trips  []Trip `gorm:"foreignKey:BoatID"`
        }
        func (Boat) TableName() string { return "boats" }
        type Log struct {
            ID   primitive.ObjectID `bson:"_id,omitempty"`
            Text *string            `bson:"text"`
        }
        type Plain struct {
            Names []string
            *Other
        }
        type Sailor interface { Sail() }
        func (Car) Fields() []ent.Field {
            return []ent.Field{
                field.String("model").Unique(),
                field.Time("sold").Optional(),
            }
        }
        func (Car) Edges() []ent.Edge { return []ent.Edge{edge.From("owner", User.Type).Ref("cars").Unique()} }
        """,
        """
        orm boats (Boat) pk=id
          Name: string not-null unique
          DockID: uint -> Dock.ID
          unique index ix_name (Name)
        orm Log
          _id: primitive.ObjectID pk
          text: *string null
        document Plain elided
          Names: []string
        orm Car pk=id
          model: String not-null unique
          sold: Time null
        Boat N:1 Dock
        Boat 1:N Trip
        Car N:1 User
        """,
        id="go",
    ),
    pytest.param(
        "rust",
        """
        diesel::table! {
            boats (id) {
                id -> Int4,
                name -> Nullable<Varchar>,
            }
        }
        joinable!(trips -> boats (boat_id));
        #[derive(Clone, DeriveEntityModel)]
        #[sea_orm(table_name = "docks")]
        pub struct Model {
            #[sea_orm(primary_key)]
            pub id: i32,
            pub marks: HashMap<String, Vec<i32>>,
        }
        /// a sailor's scope
        struct Scope<'a> { boat: &'a Boat, note: Option<String> }
        """,
        """
        orm boats
          id: Int4 pk not-null
          name: Nullable<Varchar> null
        orm docks (Model)
          id: i32 pk not-null
          marks: HashMap<String, Vec<i32>> not-null
        document Scope
          boat: &'a Boat not-null
          note: Option<String> null
        trips N:1 boats
        """,
        id="rust",
    ),
    pytest.param(
        "ruby",
        """
        create_table :boats, id: :uuid do |t|
          t.string :name, null: false, index: { unique: true }
          t.references :dock, foreign_key: true, null: false
          t.belongs_to :owner, foreign_key: { to_table: :sailors }
          t.timestamps
          t.index [:name, :dock_id], unique: true, name: "ix_boat"
        end
        add_index :boats, :name
        add_foreign_key :trips, :boats
        class Boat < ApplicationRecord
          has_many :trips, dependent: :destroy
          belongs_to :home, class_name: "Dock"
        end
        """,
        """
        orm boats pk=id
          name: string not-null unique indexed
          dock_id: bigint not-null indexed -> docks.id
          owner_id: bigint indexed -> sailors.id
          created_at: datetime not-null
          updated_at: datetime not-null
          unique index ix_boat (name, dock_id)
        orm trips fragment
        index on boats (name)
        Boat 1:N trips
        Boat N:1 Dock
        """,
        id="ruby",
    ),
    pytest.param(
        "php",
        """
        Schema::create('trips', function (Blueprint $table) {
            $table->id();
            $table->string('port', 100)->unique();
            $table->foreignId('boat_id')->constrained()->onDelete('cascade');
            $table->unsignedBigInteger('crew')->nullable();
            $table->foreign('crew')->references('id')->on('crews');
            $table->index(['port', 'crew'], 'ix_port');
            $table->timestamps(); # when
        });
        #[ORM\\Entity]
        #[ORM\\Table(name: 'docks')]
        class Dock {
            #[ORM\\Id]
            #[ORM\\Column]
            private ?int $id = null;
            #[ORM\\ManyToOne(targetEntity: Harbour::class)]
            private Harbour $harbour;
            private $cache;
        }
        """,
        """
        orm trips
          id: id pk
          port: string unique
          boat_id: foreignId -> boats.id
          crew: unsignedBigInteger null -> crews.id
          created_at: timestamp null
          updated_at: timestamp null
          index ix_port (port, crew)
        orm docks (Dock)
          id: ?int pk null
          harbour: Harbour -> Harbour
        Dock N:1 Harbour
        """,
        id="php",
    ),
    pytest.param(
        "elixir",
        """
        defmodule Fleet.Boat do
          schema "boats" do
            field :name, :string
            belongs_to :dock, Fleet.Dock
            has_many :trips, Fleet.Trip
          end
        end
        create table(:trips, primary_key: false) do
          add :id, :uuid, primary_key: true
          add :boat_id, references(:boats, on_delete: :delete_all), null: false
        end
        create unique_index(:trips, [:boat_id, :id])
        """,
        """
        orm boats (Boat) pk=id
          name: string
          dock_id: id -> Dock.id
        orm trips (Boat)
          id: uuid pk
          boat_id: references(:boats, on_delete: :delete_all) not-null -> boats.id
        unique index on trips (boat_id, id)
        Boat N:1 Dock
        Boat 1:N Trip
        """,
        id="elixir",
    ),
    pytest.param(
        "proto",
        """
        message Trip {
          string id = 1; // of the log
          repeated Leg legs = 2;
          optional int32 days = 3 [deprecated = true];
          map<string, int32> marks = 4;
          oneof end { string port = 5; bool lost = 6; }
          string note = 7;
          message Leg { double miles = 1; }
          enum Mood { GLAD = 0; }
        }
        service Trips { rpc Get(Id) returns (Trip); }
        """,
        """
        document Trip
          id: string
          legs: repeated Leg
          days: int32 null
          marks: map<string, int32>
          port: string
          lost: bool
          note: string
        document Leg
          miles: double
        """,
        id="protobuf",
    ),
    pytest.param(
        "graphql",
        '''
        """A boat"""
        type Boat implements Node @key(fields: "id") {
          id: ID!
          "on the stern"
          name: String
          trips(first: Int = 10): [Trip!]!
        }
        type Query { boats: [Boat] }
        input Search { name: String }
        ''',
        """
        document Boat
          id: ID! pk not-null
          name: String null
          trips: [Trip!]! not-null
        """,
        id="graphql",
    ),
    pytest.param(
        "swift",
        """
        @Model final class Trip {
          @Attribute(.unique) var port: String
          var end: Date?
          init(port: String) { self.port = port }
        }
        struct Point: Codable { let x: Int; let marks: [String: Int] = [:] }
        """,
        """
        orm Trip
          port: String not-null unique
          end: Date? null
        document Point
          x: Int not-null
          marks: [String: Int] not-null
        """,
        id="swift",
    ),
    pytest.param(
        "solidity",
        "struct Ticket { uint256 id; address holder; string note; }",
        "document Ticket\n  id: uint256\n  holder: address\n  note: string",
        id="solidity",
    ),
    pytest.param(
        "thrift",
        "struct Trip {\n  1: required string id,\n  2: optional map<string, i32> marks\n}",
        "document Trip\n  id: string not-null\n  marks: map<string, i32> null",
        id="thrift",
    ),
    pytest.param(
        "json",
        """
        PUT /boats
        {"mappings": {"properties": {"name": {"type": "text"}, "rig": {"properties": {"masts": {"type": "byte"}}}}}}
        """,
        "orm boats pk=_id\n  name: text indexed\n  rig: object indexed",
        id="elasticsearch",
    ),
    pytest.param(
        "json",
        """
        {"type": "record", "name": "Trip", "fields": [
          {"name": "id", "type": "string"}, {"name": "days", "type": ["null", "int"]}]}
        """,
        'document Trip\n  id: string not-null\n  days: ["null", "int"] null',
        id="avro",
    ),
    pytest.param(
        "json",
        """
        {"$schema": "draft", "title": "Trip", "type": "object", "required": ["id"],
         "properties": {"id": {"type": "string"}, "boat": {"$ref": "#/$defs/Boat"}}}
        """,
        "document Trip\n  id: string not-null\n  boat: Boat null",
        id="json-schema",
    ),
    pytest.param(
        "yaml",
        """
        Trips:
          Type: AWS::DynamoDB::Table
          Properties:
            TableName: trips
            AttributeDefinitions:
              - AttributeName: id
                AttributeType: S
              - AttributeName: port
                AttributeType: S
            KeySchema:
              - AttributeName: id
                KeyType: HASH
            GlobalSecondaryIndexes:
              - IndexName: by-port
                KeySchema:
                  - AttributeName: port
                    KeyType: HASH
        """,
        "orm trips elided\n  id: S pk\n  port: S\n  index by-port (port)",
        id="dynamodb",
    ),
    pytest.param(
        "hcl",
        """
        resource "aws_dynamodb_table" "t" {
          name     = "trips"
          hash_key = "id"
          attribute {
            name = "id"
            type = "S"
          }
          global_secondary_index {
            name     = "by-port"
            hash_key = "port"
          }
        }
        """,
        "orm trips (t) elided\n  id: S pk\n  index by-port (port)",
        id="dynamodb-in-terraform",
    ),
    pytest.param(
        "ts",
        "new dynamodb.Table(this, 'Trips', { partitionKey: { name: 'pk', type: AttributeType.STRING } });",
        "orm Trips elided\n  pk: AttributeType.STRING pk",
        id="dynamodb-in-the-cdk",
    ),
]


@pytest.mark.parametrize(("language", "code", "expected"), STORIES)
def test_models_are_read(language: str, code: str, expected: str) -> None:
    assert told(read_models(textwrap.dedent(code), 1, 1, language)) == textwrap.dedent(expected).strip()


@pytest.mark.parametrize(("language", "code", "expected"), STORIES)
def test_every_position_is_in_the_block(language: str, code: str, expected: str) -> None:
    text = textwrap.dedent(code)
    schema = read_models(text, 31, 5, language)
    lines = text.split("\n")
    for table in schema.tables:
        assert 31 <= table.line <= table.end_line < 31 + len(lines)
        for column in table.columns:
            assert 31 <= column.line < 31 + len(lines)
            assert 5 <= column.column <= 5 + len(lines[column.line - 31])


def test_a_column_stands_where_its_name_does() -> None:
    code = "class Boat(Base):\n    __tablename__ = 'boats'\n    dock = Column(Integer, ForeignKey('docks.id'))\n"
    ((column,),) = [table.columns for table in read_models(code, 7, 3, "python").tables]
    assert (column.line, column.column) == (9, 7)
    assert column.references is not None
    assert (column.references.line, column.references.column) == (9, 7 + len("dock = Column(Integer, ForeignKey('"))


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("model Boat {\n  id Int @id\n}", "orm Boat\n  id: Int pk not-null"),
        ("class Boat(BaseModel):\n    id: int", "document Boat\n  id: int not-null"),
        ("type Boat struct {\n\tID int\n}", "document Boat\n  ID: int"),
        ("interface Boat {\n  id: string;\n}", "document Boat\n  id: string not-null"),
        ("type Boat {\n  id: ID!\n}", "document Boat\n  id: ID! pk not-null"),
        ("message Boat {\n  string id = 1;\n}", "document Boat\n  id: string"),
        ("CREATE TABLE boats (\n  id int\n);", "sql boats\n  id: int"),
        ("@Entity\npublic class Boat {\n  @Id Long id;\n}", "orm Boat\n  id: Long pk"),
        ("client -> server: hello\nserver -> client: {ok}", ""),
        ("Create table of contents\nCreate table for guests (later)", ""),
        ("", ""),
    ],
)
def test_a_block_without_a_language_is_read_as_what_it_looks_like(code: str, expected: str) -> None:
    assert told(read_schema(code, "", 1)) == expected


@pytest.mark.parametrize("language", ["bash", "mermaid", "diff", "css", "http", "console", "nonsense"])
def test_other_languages_hold_no_models(language: str) -> None:
    assert not read_models("class Boat(BaseModel):\n    id: int\ninterface Boat { id: string }", 1, 1, language)


_HEADS = {
    "python": "class A(Base):\n",
    "ts": "export const ",
    "prisma": "model A {\n",
    "dbml": "Table a {\n",
    "java": "@Entity public class A {\n",
    "csharp": "public class A { ",
    "go": "type A struct {\n",
    "rust": "pub struct A {\n",
    "ruby": "create_table :a do |t|\n",
    "php": 'Schema::create("a", function ($t) {\n',
    "elixir": 'schema "a" do\n',
    "proto": "message A {\n",
    "thrift": "struct A {\n",
    "graphql": "type A {\n",
    "swift": "struct A {\n",
    "c": "struct A {\n",
    "json": '{"properties": {',
    "yaml": "KeySchema:\n",
    "hcl": 'resource "aws_dynamodb_table" "a" {\n',
    "": "interface A {\n",
}
_UNITS = ("{", "(", "<", "'", '"', "`", '"""', "/*", "\\'", "a: b\n", "a b;\n", "@a(", "#[", " ")


@pytest.mark.parametrize("language", _HEADS)
def test_hostile_code_takes_no_time(language: str) -> None:
    read_schema("x", language, 1)
    for unit in (*_UNITS, _HEADS[language]):
        code = _HEADS[language] + unit * (50_000 // len(unit))
        start = time.process_time()
        read_schema(code, language, 1)
        assert time.process_time() - start < 1, unit
