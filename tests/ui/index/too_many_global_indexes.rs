#[path = "model/bare_task.rs"]
mod model;

use dynamodel::Table;
use model::Task;

#[derive(Table)]
#[table(name = "tasks")]
#[index(name = "gsi1", pk = "gsi1pk", sk = "gsi1sk")]
#[index(name = "gsi2", pk = "gsi2pk", sk = "gsi2sk")]
#[index(name = "gsi3", pk = "gsi3pk", sk = "gsi3sk")]
#[index(name = "gsi4", pk = "gsi4pk", sk = "gsi4sk")]
#[index(name = "gsi5", pk = "gsi5pk", sk = "gsi5sk")]
#[index(name = "gsi6", pk = "gsi6pk", sk = "gsi6sk")]
#[index(name = "gsi7", pk = "gsi7pk", sk = "gsi7sk")]
#[index(name = "gsi8", pk = "gsi8pk", sk = "gsi8sk")]
#[index(name = "gsi9", pk = "gsi9pk", sk = "gsi9sk")]
#[index(name = "gsi10", pk = "gsi10pk", sk = "gsi10sk")]
#[index(name = "gsi11", pk = "gsi11pk", sk = "gsi11sk")]
#[index(name = "gsi12", pk = "gsi12pk", sk = "gsi12sk")]
#[index(name = "gsi13", pk = "gsi13pk", sk = "gsi13sk")]
#[index(name = "gsi14", pk = "gsi14pk", sk = "gsi14sk")]
#[index(name = "gsi15", pk = "gsi15pk", sk = "gsi15sk")]
#[index(name = "gsi16", pk = "gsi16pk", sk = "gsi16sk")]
#[index(name = "gsi17", pk = "gsi17pk", sk = "gsi17sk")]
#[index(name = "gsi18", pk = "gsi18pk", sk = "gsi18sk")]
#[index(name = "gsi19", pk = "gsi19pk", sk = "gsi19sk")]
#[index(name = "gsi20", pk = "gsi20pk", sk = "gsi20sk")]
#[index(name = "gsi21", pk = "gsi21pk", sk = "gsi21sk")]
enum Tasks {
    Task(Task),
}

fn main() {}
